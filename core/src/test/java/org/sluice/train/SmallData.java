package org.sluice.train;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.sluice.data.LabelDictionary;
import org.sluice.data.LabelRows;
import org.sluice.data.SparseDataset;
import org.sluice.data.SparseRows;

/** Small data made up for tests. */
public final class SmallData {
  private SmallData() {}

  /**
   * Rows of {@code perRow} random features of random values with 1 to 3 random labels: nothing to
   * learn.
   */
  public static SparseDataset noise(int rows, int features, int labels, int perRow, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] offsets = new int[rows + 1];
    int[] labelOffsets = new int[rows + 1];
    int[] indices = new int[rows * perRow];
    float[] values = new float[rows * perRow];
    int[] ids = new int[rows * 3];
    for (int row = 0; row < rows; row++) {
      int[] chosen = distinct(random, features, perRow);
      for (int i = 0; i < perRow; i++) {
        indices[row * perRow + i] = chosen[i];
        values[row * perRow + i] = (float) (random.nextDouble() * 2 - 0.5);
      }
      offsets[row + 1] = (row + 1) * perRow;
      int count = 1 + random.nextInt(Math.min(3, labels));
      System.arraycopy(distinct(random, labels, count), 0, ids, labelOffsets[row], count);
      labelOffsets[row + 1] = labelOffsets[row] + count;
    }
    return dataset(new SparseRows(features, offsets, indices, values), labels, labelOffsets, ids);
  }

  /** Rows of one label each, which has three features of its own among {@code noise} others. */
  public static SparseDataset learnable(int rows, int labels, int noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int features = labels * 3 + 50;
    int perRow = 2 + noise;
    int[] indices = new int[rows * perRow];
    float[] values = new float[rows * perRow];
    int[] ids = new int[rows];
    for (int row = 0; row < rows; row++) {
      int label = random.nextInt(labels);
      ids[row] = label;
      int[] own = distinct(random, 3, 2);
      int[] others = distinct(random, 50, noise);
      for (int i = 0; i < perRow; i++) {
        indices[row * perRow + i] = i < 2 ? label * 3 + own[i] : labels * 3 + others[i - 2];
        values[row * perRow + i] = 1;
      }
    }
    int[] offsets = IntStream.rangeClosed(0, rows).map(row -> row * perRow).toArray();
    int[] labelOffsets = IntStream.rangeClosed(0, rows).toArray();
    return dataset(new SparseRows(features, offsets, indices, values), labels, labelOffsets, ids);
  }

  private static SparseDataset dataset(SparseRows x, int labels, int[] offsets, int[] ids) {
    return new SparseDataset(
        x,
        new LabelRows(labels, offsets, ids),
        new LabelDictionary(IntStream.range(0, labels).mapToObj(i -> "label " + i).toList()));
  }

  private static int[] distinct(SplittableRandom random, int bound, int count) {
    return random.ints(0, bound).distinct().limit(count).sorted().toArray();
  }
}
