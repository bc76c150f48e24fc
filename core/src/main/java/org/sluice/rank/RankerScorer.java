package org.sluice.rank;

/**
 * Scores one row after another for chosen labels. Where a label has few features it runs over them
 * and asks a bit set, small enough for the first cache, whether the row has them; only where the
 * answer is yes are weight and value looked up. Where a label has many it looks for each feature of
 * the row, leaping from block to block of the label's. Not safe for many threads: each takes its
 * own.
 */
public final class RankerScorer {
  /** Features share bits beyond this many; a false yes meets a value of 0. */
  private static final int BITS = 1 << 16;

  /** A feature of the row is looked for in the time that so many of the label's take. */
  private static final int LEAP = 16;

  private final RankerMatrix matrix;
  private final float[] row;
  private final long[] present = new long[BITS / Long.SIZE];
  private int[] rowFeatures = new int[64];
  private int rowSize;

  /** Whether the row's features rise, as leaping needs. */
  private boolean rising;

  RankerScorer(RankerMatrix matrix) {
    this.matrix = matrix;
    row = new float[matrix.features()];
  }

  /**
   * Takes the row to be scored from now on: the features {@code indices[k]} with {@code values[k]}
   * for {@code k} in {@code [from, to)}.
   *
   * @throws IndexOutOfBoundsException if a feature is not in {@code [0, features)}; the scorer then
   *     has an empty row
   */
  public void query(int[] indices, float[] values, int from, int to) {
    for (int k = 0; k < rowSize; k++) {
      row[rowFeatures[k]] = 0;
      present[rowFeatures[k] >>> 6 & present.length - 1] = 0;
    }
    rowSize = 0;
    rising = true;
    for (int k = from; k < to; k++) {
      if (indices[k] < 0 || indices[k] >= row.length) {
        throw new IndexOutOfBoundsException(
            "feature must be in [0, " + row.length + "): " + indices[k]);
      }
    }
    if (rowFeatures.length < to - from) {
      rowFeatures = new int[2 * (to - from)];
    }
    for (int k = from; k < to; k++) {
      int feature = indices[k];
      rising &= rowSize == 0 || rowFeatures[rowSize - 1] < feature;
      rowFeatures[rowSize++] = feature;
      row[feature] = values[k];
      present[feature >>> 6 & present.length - 1] |= 1L << feature;
    }
  }

  /** The score of the row for a label; 0 is the border between wrong and right. */
  public float score(int label) {
    int entries = matrix.offsets()[label + 1] - matrix.offsets()[label];
    return rising && entries > (long) LEAP * rowSize ? leap(label) : run(label);
  }

  private float leap(int label) {
    char[] gaps = matrix.gaps();
    int[] starts = matrix.blockStarts();
    int end = matrix.offsets()[label + 1];
    int lastBlock = (end - 1) / RankerMatrix.BLOCK;
    int next = matrix.offsets()[label];
    int feature = -1; // of the entry before next
    float sum = matrix.bias()[label];
    for (int r = 0; r < rowSize; r++) {
      int wanted = rowFeatures[r];
      int block = next / RankerMatrix.BLOCK;
      if (block < lastBlock && starts[block + 1] < wanted) {
        block = lastBelow(wanted, starts, block + 1, lastBlock);
        next = block * RankerMatrix.BLOCK;
        feature = starts[block];
      }
      while (feature < wanted && next < end) {
        feature += gaps[next++];
      }
      if (feature == wanted) {
        sum += row[wanted] * matrix.levels()[matrix.codes()[next - 1] & 255];
      } else if (feature < wanted) {
        break;
      }
    }
    return sum;
  }

  /** The last block that starts below a feature, as the first does, by doubling steps. */
  private static int lastBelow(int wanted, int[] starts, int first, int last) {
    int block = first;
    int step = 1;
    while (step <= last - block && starts[block + step] < wanted) {
      block += step;
      step *= 2;
    }
    for (step /= 2; step > 0; step /= 2) {
      if (step <= last - block && starts[block + step] < wanted) {
        block += step;
      }
    }
    return block;
  }

  private float run(int label) {
    char[] gaps = matrix.gaps();
    byte[] codes = matrix.codes();
    float[] levels = matrix.levels();
    long[] bits = present;
    int end = matrix.offsets()[label + 1];
    float sum = matrix.bias()[label];
    int feature = -1;
    for (int k = matrix.offsets()[label]; k < end; k++) {
      feature += gaps[k];
      if ((bits[feature >>> 6 & bits.length - 1] & 1L << feature) != 0) {
        sum += row[feature] * levels[codes[k] & 255];
      }
    }
    return sum;
  }

  /** Scores many labels: {@code scores[k]} is that of {@code labels[k]} for {@code k < count}. */
  public void score(int[] labels, int count, float[] scores) {
    for (int k = 0; k < count; k++) {
      scores[k] = score(labels[k]);
    }
  }
}
