package org.sluice.dense;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Divides a set into rows to learn from and rows held out. The rows are not copied. */
public final class Split {
  private Split() {}

  /**
   * Holds out the last rows, as the papers' validation sets do.
   *
   * @param count from 1 to {@code examples.size() - 1}
   */
  public static DenseSets last(DenseExamples examples, int count) {
    int rows = examples.size();
    Rules.require(count >= 1 && count < rows, "count", "from 1 to " + (rows - 1), count);
    return sets(
        examples,
        IntStream.range(0, rows - count).toArray(),
        IntStream.range(rows - count, rows).toArray());
  }

  /**
   * Holds out a share of the rows, chosen by a seed; each part keeps the rows' order.
   *
   * @param share above 0 and below 1; at least one row is held out and one kept
   */
  public static DenseSets share(DenseExamples examples, double share, long seed) {
    int rows = examples.size();
    Rules.require(share > 0 && share < 1, "share", "above 0 and below 1", share);
    Rules.require(rows >= 2, "examples", "at least 2 rows", rows);
    int count = (int) Math.clamp(Math.round(share * rows), 1, rows - 1);
    int[] order = IntStream.range(0, rows).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, rows);
      int row = order[i];
      order[i] = order[other];
      order[other] = row;
    }
    int[] held = Arrays.copyOf(order, count);
    int[] kept = Arrays.copyOfRange(order, count, rows);
    Arrays.sort(held);
    Arrays.sort(kept);
    return sets(examples, kept, held);
  }

  private static DenseSets sets(DenseExamples examples, int[] kept, int[] held) {
    int classes = examples.classes();
    return new DenseSets(
        new SelectedRows(examples, kept, classes), new SelectedRows(examples, held, classes));
  }
}
