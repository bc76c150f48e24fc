package org.sluice.rank;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Dual coordinate descent with shrinking for the L2-regularised squared hinge (Hsieh, Chang, Lin,
 * Keerthi and Sundararajan, ICML 2008). It minimises {@code |w|^2 / 2 + sum of c_i * max(0, 1 - y_i
 * w.x_i)^2}, where the bias is the weight of a feature of value 1. Scratch space of one thread.
 */
final class DualDescent {
  private final RankerConfig config;
  private final double costPositive;
  private final double costNegative;
  private int[] order = new int[0];
  private int iterations;
  private float bias;

  /** Weights of the shared features of the problem. */
  float[] weights = new float[0];

  /** Signed dual variables {@code y_i alpha_i}, one a row. */
  double[] multipliers = new double[0];

  DualDescent(RankerConfig config) {
    this.config = config;
    costPositive = config.cost() * config.positiveWeight();
    costNegative = config.cost() * config.negativeWeight();
  }

  /** Passes that the last descent took. */
  int iterations() {
    return iterations;
  }

  /** Weight of the bias feature. */
  float bias() {
    return bias;
  }

  private void clear(LabelProblem problem) {
    if (order.length < problem.rows) {
      order = new int[problem.rows + (problem.rows >> 1)];
      multipliers = new double[order.length];
    }
    if (weights.length < problem.features) {
      weights = new float[problem.features + (problem.features >> 1)];
    }
    Arrays.fill(multipliers, 0, problem.rows, 0);
    Arrays.fill(weights, 0, problem.features, 0);
    bias = 0;
    iterations = 0;
  }

  /**
   * Solves a problem that has positive rows only: the sum of the rows, scaled so that the squared
   * hinge, its kink left aside, is least. With one row that is the exact solution.
   */
  void centre(LabelProblem problem) {
    clear(problem);
    for (int i = 0; i < problem.rows; i++) {
      add(problem, i, 1);
    }
    double length = (double) bias * bias;
    for (int k = 0; k < problem.features; k++) {
      length += (double) weights[k] * weights[k];
    }
    double scores = 0;
    for (int i = 0; i < problem.rows; i++) {
      length += problem.lonely[i];
      double score = bias + dot(problem, i) + problem.lonely[i];
      scores += score * score;
    }
    double scale = 2 * costPositive * length / (length + 2 * costPositive * scores);
    for (int k = 0; k < problem.features; k++) {
      weights[k] *= (float) scale;
    }
    bias *= (float) scale;
    Arrays.fill(multipliers, 0, problem.rows, scale);
  }

  /** Solves the problem. */
  void solve(LabelProblem problem, SplittableRandom random) {
    clear(problem);
    int rows = problem.rows;
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    double highestBefore = Double.POSITIVE_INFINITY;
    int active = rows;
    while (iterations < config.maxIterations()) {
      iterations++;
      shuffle(active, random);
      double highest = Double.NEGATIVE_INFINITY;
      double lowest = Double.POSITIVE_INFINITY;
      for (int z = 0; z < active; z++) {
        int i = order[z];
        double y = i < problem.positives ? 1 : -1;
        double diagonal = .5 / (i < problem.positives ? costPositive : costNegative);
        double signed = multipliers[i];
        double alpha = y * signed;
        double score = bias + dot(problem, i) + signed * problem.lonely[i];
        double gradient = y * score - 1 + alpha * diagonal;
        double projected = gradient;
        if (alpha == 0 && gradient >= 0) {
          if (gradient > highestBefore) {
            active--;
            order[z] = order[active];
            order[active] = i;
            z--;
            continue;
          }
          projected = 0;
        }
        highest = Math.max(highest, projected);
        lowest = Math.min(lowest, projected);
        if (Math.abs(projected) > 1e-12) {
          double now = Math.max(0, alpha - gradient / (problem.norms[i] + diagonal));
          multipliers[i] = y * now;
          add(problem, i, (float) (y * (now - alpha)));
        }
      }
      if (highest - lowest <= config.tolerance()) {
        if (active == rows) {
          return;
        }
        active = rows;
        highestBefore = Double.POSITIVE_INFINITY;
      } else {
        highestBefore = highest <= 0 ? Double.POSITIVE_INFINITY : highest;
      }
    }
  }

  private void shuffle(int active, SplittableRandom random) {
    for (int j = 0; j < active; j++) {
      int other = j + (int) ((random.nextInt() & 0xffff_ffffL) * (active - j) >>> 32);
      int swapped = order[j];
      order[j] = order[other];
      order[other] = swapped;
    }
  }

  private float dot(LabelProblem problem, int row) {
    float[] w = weights;
    int[] ids = problem.ids;
    float[] values = problem.values;
    int k = problem.starts[row];
    int end = problem.starts[row + 1];
    // Four sums, for one would wait for the latency of each addition.
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (; k + 3 < end; k += 4) {
      a += w[ids[k]] * values[k];
      b += w[ids[k + 1]] * values[k + 1];
      c += w[ids[k + 2]] * values[k + 2];
      d += w[ids[k + 3]] * values[k + 3];
    }
    for (; k < end; k++) {
      a += w[ids[k]] * values[k];
    }
    return (a + b) + (c + d);
  }

  private void add(LabelProblem problem, int row, float factor) {
    float[] w = weights;
    int[] ids = problem.ids;
    float[] values = problem.values;
    int end = problem.starts[row + 1];
    for (int k = problem.starts[row]; k < end; k++) {
      w[ids[k]] += factor * values[k];
    }
    bias += factor;
  }
}
