package org.sluice.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluice.data.LabelRows;
import org.sluice.data.SparseRows;
import org.sluice.neighbour.NearestRows;

class VoterChoiceTest {
  private static final int GROUPS = 20;
  private static final int EACH = 100;

  /** Rows of a group share a feature; each also has one of its own, so that all are alike. */
  private static SparseRows rows(int each, float own) {
    int rows = GROUPS * each;
    int[] offsets = new int[rows + 1];
    int[] indices = new int[2 * rows];
    float[] values = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      indices[2 * row] = row % GROUPS;
      values[2 * row] = 1;
      indices[2 * row + 1] = GROUPS + row % (GROUPS * EACH);
      values[2 * row + 1] = own;
      offsets[row + 1] = 2 * row + 2;
    }
    return new SparseRows(GROUPS + GROUPS * EACH, offsets, indices, values);
  }

  private static LabelRows labels(int[] ids) {
    int[] offsets = new int[ids.length + 1];
    for (int i = 0; i < ids.length; i++) {
      offsets[i + 1] = i + 1;
    }
    return new LabelRows(GROUPS * EACH, offsets, ids);
  }

  @Test
  void manyVoteWhereEachSaysLittle() {
    SplittableRandom random = new SplittableRandom(1);
    int[] noisy = new int[GROUPS * EACH];
    int[] truth = new int[GROUPS * EACH];
    for (int row = 0; row < noisy.length; row++) {
      // One row in eight has its group's label, the others one of 15 that mean nothing.
      noisy[row] = random.nextInt(8) == 0 ? row % GROUPS : GROUPS + random.nextInt(15);
      truth[row] = row % GROUPS;
    }
    SparseRows x = rows(EACH, 0.1f);
    NearestRows index = NearestRows.build(x, labels(noisy));
    assertThat(VoterChoice.best(index, 80, x, labels(truth))).isEqualTo(80);
  }

  @Test
  void fewVoteWhereTheNearestKnow() {
    // The first ten rows of each group are nearest to each other and have a label of their own.
    int[] ids = new int[GROUPS * EACH];
    int[] subgroups = new int[GROUPS * EACH];
    for (int row = 0; row < ids.length; row++) {
      boolean near = row / GROUPS < 10;
      ids[row] = near ? row % GROUPS : GROUPS + row % GROUPS;
      subgroups[row] = near ? row % GROUPS : row;
    }
    SparseRows x = rows(EACH, 0.5f);
    for (int row = 0; row < ids.length; row++) {
      x.indices()[2 * row + 1] = GROUPS + subgroups[row];
    }
    int[] asked = IntStream.range(0, 10 * GROUPS).toArray();
    assertThat(
            VoterChoice.best(
                NearestRows.build(x, labels(ids)), 80, x.select(asked), labels(ids).select(asked)))
        .isEqualTo(10);
  }

  @Test
  void oneRowAtLeastVotes() {
    SparseRows x = rows(1, 1);
    int[] ids = new int[GROUPS];
    NearestRows index = NearestRows.build(x, labels(ids));
    assertThat(VoterChoice.best(index, 1, x, labels(ids))).isEqualTo(1);
  }
}
