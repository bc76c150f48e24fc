package org.sluice.data;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Makes rows of extreme classification data that a model can learn, in constant memory.
 *
 * <p>Each label has {@value #CHARACTERISTIC} characteristic features. A row has a main label, drawn
 * with a probability that falls with the square root of the label's rank, and further ones that are
 * mostly relatives of the main label. About {@value #SIGNAL_PERCENT} percent of its features are
 * characteristic of its labels, the others are noise in which few features are frequent and most
 * are rare. Rows have length 1. What belongs to a label follows from the seed alone and row {@code
 * i} from the seed and {@code i}, so training and test rows are just different ranges of rows.
 * Immutable, safe for many threads.
 */
public final class SyntheticData {
  private static final int CHARACTERISTIC = 12;
  private static final int SIGNAL_PERCENT = 60;
  private static final int SIGNAL_TRIES = 4;
  private static final int RELATIVES = 8;
  private static final double RELATIVE_SHARE = 0.7;

  private final SyntheticShape shape;
  private final long seed;
  private final long labelStep;
  private final long featureStep;

  /** Data of a shape; equal seeds make equal data. */
  public SyntheticData(SyntheticShape shape, long seed) {
    this.shape = shape;
    this.seed = seed;
    this.labelStep = coprime(shape.labels());
    this.featureStep = coprime(shape.features());
  }

  /** A step through all ids, so that an id does not show how frequent it is. */
  private static long coprime(int size) {
    long step = (long) (size * 0.618) | 1;
    while (gcd(step, size) != 1) {
      step += 2;
    }
    return step;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /**
   * Writes rows as extreme classification text and closes the stream.
   *
   * @param firstRow number of the first row, at least 0
   * @param rows number of rows, at least 0
   */
  public void write(OutputStream out, int firstRow, int rows) throws IOException {
    if (firstRow < 0 || rows < 0) {
      throw new IllegalArgumentException(
          "firstRow and rows must not be negative: " + firstRow + ", " + rows);
    }
    Row row = new Row();
    try (XmcWriter writer = new XmcWriter(out, rows, shape.features(), shape.labels())) {
      for (int i = 0; i < rows; i++) {
        row.draw((long) firstRow + i);
        writer.row(row.labels, 0, row.labelCount, row.indices, row.values, 0, row.featureCount);
      }
    }
  }

  private static long mix(long a, long b) {
    long z = a * 0x9e3779b97f4a7c15L + b * 0xd1b54a32d192ed03L + 0x8bb84b93962eacc9L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  /** Squaring a uniform number makes the probability of rank r fall with its square root. */
  private int labelRank(double uniform) {
    return (int) (uniform * uniform * shape.labels());
  }

  private int relativeRank(int rank, int number) {
    return labelRank(unit(mix(seed ^ 0x5bd1L, rank * (long) RELATIVES + number)));
  }

  private int featureRank(double uniform) {
    return (int) (uniform * uniform * uniform * shape.features());
  }

  private int characteristicRank(int labelRank, int number) {
    return featureRank(unit(mix(seed ^ 0x2545L, labelRank * (long) CHARACTERISTIC + number)));
  }

  private int labelId(int rank) {
    return (int) (rank * labelStep % shape.labels());
  }

  private int featureId(int rank) {
    return (int) (rank * featureStep % shape.features());
  }

  /** Buffers of one row. */
  private final class Row {
    private final int[] ranks;
    private final int[] labels;
    private final int[] indices;
    private final float[] values;
    private final long[] drawn;
    private int labelCount;
    private int featureCount;

    Row() {
      int mostLabels = (int) Math.ceil(2 * shape.labelsPerRow());
      int mostFeatures = (int) Math.ceil(1.5 * shape.featuresPerRow()) + 1;
      ranks = new int[mostLabels];
      labels = new int[mostLabels];
      indices = new int[mostFeatures];
      values = new float[mostFeatures];
      drawn = new long[mostFeatures];
    }

    void draw(long number) {
      SplittableRandom random = new SplittableRandom(mix(seed, number));
      drawLabels(random);
      drawFeatures(random);
    }

    private void drawLabels(SplittableRandom random) {
      // Uniform between 1 and twice the mean less 1.
      int count = 1 + (int) (random.nextDouble() * (2 * shape.labelsPerRow() - 1));
      ranks[0] = labelRank(random.nextDouble());
      labelCount = 1;
      while (labelCount < count) {
        int rank =
            random.nextDouble() < RELATIVE_SHARE
                ? relativeRank(ranks[0], random.nextInt(RELATIVES))
                : labelRank(random.nextDouble());
        while (contains(ranks, labelCount, rank)) {
          rank = (rank + 1) % shape.labels();
        }
        ranks[labelCount++] = rank;
      }
      for (int i = 0; i < labelCount; i++) {
        labels[i] = labelId(ranks[i]);
      }
      Arrays.sort(labels, 0, labelCount);
    }

    private void drawFeatures(SplittableRandom random) {
      int count = (int) Math.round(shape.featuresPerRow() * (0.5 + random.nextDouble()));
      double squares = 0;
      for (featureCount = 0; featureCount < count; featureCount++) {
        int rank = drawFeature(random);
        indices[featureCount] = rank;
        // Rare features weigh more, as inverse document frequencies do.
        double rarity = 0.2 + Math.log1p(rank) / Math.log(shape.features());
        float weight = (float) (rarity * (0.5 + random.nextDouble()));
        squares += weight * weight;
        drawn[featureCount] = (long) featureId(rank) << 32 | Float.floatToRawIntBits(weight);
      }
      Arrays.sort(drawn, 0, count);
      double scale = 10_000 / Math.sqrt(squares);
      for (int i = 0; i < count; i++) {
        indices[i] = (int) (drawn[i] >>> 32);
        // Four decimals, and never 0, which would not count as a feature.
        values[i] = Math.max(1, Math.round(Float.intBitsToFloat((int) drawn[i]) * scale)) / 1e4f;
      }
    }

    /** A rank that the row does not have yet. */
    private int drawFeature(SplittableRandom random) {
      if (random.nextInt(100) < SIGNAL_PERCENT) {
        for (int tries = 0; tries < SIGNAL_TRIES; tries++) {
          int label = ranks[random.nextInt(labelCount)];
          int rank = characteristicRank(label, random.nextInt(CHARACTERISTIC));
          if (!contains(indices, featureCount, rank)) {
            return rank;
          }
        }
      }
      int rank = featureRank(random.nextDouble());
      while (contains(indices, featureCount, rank)) {
        rank = (rank + 1) % shape.features();
      }
      return rank;
    }

    private static boolean contains(int[] array, int size, int value) {
      for (int i = 0; i < size; i++) {
        if (array[i] == value) {
          return true;
        }
      }
      return false;
    }
  }
}
