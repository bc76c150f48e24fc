package org.sluice.autoencoder;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.sluice.data.Shuffle;
import org.sluice.dense.DenseExamples;
import org.sluice.kernel.Kernels;

/**
 * One linear support vector machine for each class against all others, with the squared hinge:
 * {@code |w|^2 / 2 + cost * sum of max(0, 1 - y w.x)^2}, a bias included as a number of 1. Solved
 * by dual coordinate descent with shrinking (Hsieh, Chang, Lin, Keerthi and Sundararajan, ICML
 * 2008), all classes side by side so that a row is read once a pass. Immutable, safe for many
 * threads.
 */
public final class LinearClassifier {
  private final int width;
  private final int classes;

  /** {@code classes x (width + 1)}. */
  private final float[] weights;

  private LinearClassifier(int width, int classes) {
    this.width = width;
    this.classes = classes;
    weights = new float[Math.multiplyExact(classes, width + 1)];
  }

  /** Trains a classifier on one thread; the same rows and configuration give the same weights. */
  public static LinearClassifier train(DenseExamples examples, LinearConfig config) {
    LinearClassifier classifier = new LinearClassifier(examples.width(), examples.classes());
    classifier.new Descent(examples, config).run();
    return classifier;
  }

  /** The class with the greatest score. */
  private int best(float[] row) {
    int best = 0;
    float most = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      float score = Kernels.dot(row, 0, weights, c * (width + 1), width + 1);
      if (score > most) {
        most = score;
        best = c;
      }
    }
    return best;
  }

  /**
   * Share of a set's rows that are given a wrong class, from 0 to 1.
   *
   * @throws IllegalArgumentException if the rows are not as wide as those learned from
   */
  public double error(DenseExamples examples) {
    int[] predicted = predict(examples);
    int wrong = 0;
    for (int row = 0; row < predicted.length; row++) {
      wrong += predicted[row] == examples.label(row) ? 0 : 1;
    }
    return (double) wrong / predicted.length;
  }

  /**
   * Classes of all rows of a set.
   *
   * @throws IllegalArgumentException if the rows are not as wide as those learned from
   */
  public int[] predict(DenseExamples examples) {
    Rules.require(
        examples.width() == width, "examples", "of " + width + " numbers a row", examples.width());
    float[] row = new float[width + 1];
    row[width] = 1;
    int[] predicted = new int[examples.size()];
    for (int i = 0; i < predicted.length; i++) {
      examples.copyTo(i, row, 0);
      predicted[i] = best(row);
    }
    return predicted;
  }

  /** The value of what is minimised, with rows scaled by {@code scale}; for tests. */
  double objective(DenseExamples examples, double cost, double scale) {
    float[] row = new float[width + 1];
    row[width] = 1;
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      int at = c * (width + 1);
      sum += .5 * Kernels.dot(weights, at, weights, at, width) / (scale * scale);
      sum += .5 * weights[at + width] * weights[at + width];
    }
    for (int i = 0; i < examples.size(); i++) {
      examples.copyTo(i, row, 0);
      for (int c = 0; c < classes; c++) {
        double y = examples.label(i) == c ? 1 : -1;
        double margin = 1 - y * Kernels.dot(row, 0, weights, c * (width + 1), width + 1);
        sum += margin > 0 ? cost * margin * margin : 0;
      }
    }
    return sum;
  }

  float[] weights() {
    return weights;
  }

  /** Factor that brings rows to a mean squared length of 1. */
  static double scale(DenseExamples examples) {
    float[] row = new float[examples.width()];
    double squares = 0;
    for (int i = 0; i < examples.size(); i++) {
      examples.copyTo(i, row, 0);
      squares += Kernels.dot(row, 0, row, 0, row.length);
    }
    return squares == 0 ? 1 : Math.sqrt(examples.size() / squares);
  }

  /** The training; while it runs the weights are those of scaled rows. */
  private final class Descent {
    private final DenseExamples examples;
    private final LinearConfig config;
    private final float scale;
    private final float[] row = new float[width + 1];
    private final double[] multipliers;
    private final boolean[] shrunk;
    private final double[] lengths;

    /** Greatest violations of the last pass, beyond which a multiplier of 0 stays there. */
    private final double[] bounds = new double[classes];

    private final double[] least = new double[classes];
    private final double[] greatest = new double[classes];

    Descent(DenseExamples examples, LinearConfig config) {
      this.examples = examples;
      this.config = config;
      scale = (float) scale(examples);
      multipliers = new double[Math.multiplyExact(examples.size(), classes)];
      shrunk = new boolean[multipliers.length];
      lengths = new double[examples.size()];
      row[width] = 1;
    }

    void run() {
      int[] order = IntStream.range(0, examples.size()).toArray();
      int[] active = order;
      SplittableRandom random = new SplittableRandom(config.seed());
      Arrays.fill(bounds, Double.POSITIVE_INFINITY);
      boolean whole = true;
      for (int pass = 0; pass < config.passes(); pass++) {
        Shuffle.inPlace(active, random);
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        int kept = 0;
        for (int i : active) {
          if (visit(i)) {
            active[kept++] = i;
          }
        }
        active = Arrays.copyOf(active, kept);
        double gap = 0;
        for (int c = 0; c < classes; c++) {
          gap = Math.max(gap, greatest[c] - least[c]);
          bounds[c] = greatest[c] > 0 ? greatest[c] : Double.POSITIVE_INFINITY;
        }
        if (gap <= config.tolerance()) {
          if (whole) {
            break;
          }
          // What was set aside must be looked at once more before this counts as the optimum.
          active = IntStream.range(0, examples.size()).toArray();
          Arrays.fill(shrunk, false);
          Arrays.fill(bounds, Double.POSITIVE_INFINITY);
          whole = true;
        } else {
          whole = false;
        }
      }
      for (int c = 0; c < classes; c++) {
        Kernels.scale(scale, weights, c * (width + 1), width);
      }
    }

    /** Improves a row's multipliers; false where all of them were set aside. */
    private boolean visit(int i) {
      examples.copyTo(i, row, 0);
      Kernels.scale(scale, row, 0, width);
      if (lengths[i] == 0) {
        lengths[i] = Kernels.dot(row, 0, row, 0, width + 1);
      }
      double diagonal = 1 / (2 * config.cost());
      boolean any = false;
      for (int c = 0; c < classes; c++) {
        int at = i * classes + c;
        if (shrunk[at]) {
          continue;
        }
        double y = examples.label(i) == c ? 1 : -1;
        double old = multipliers[at];
        double gradient =
            y * Kernels.dot(row, 0, weights, c * (width + 1), width + 1) - 1 + diagonal * old;
        if (old == 0 && gradient > bounds[c]) {
          shrunk[at] = true;
          continue;
        }
        any = true;
        double violation = old == 0 ? Math.min(0, gradient) : gradient;
        least[c] = Math.min(least[c], violation);
        greatest[c] = Math.max(greatest[c], violation);
        if (Math.abs(violation) > 1e-12) {
          multipliers[at] = Math.max(0, old - gradient / (lengths[i] + diagonal));
          float move = (float) (y * (multipliers[at] - old));
          Kernels.axpy(move, row, 0, weights, c * (width + 1), width + 1);
        }
      }
      return any;
    }
  }
}
