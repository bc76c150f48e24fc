package org.sluice.mips;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSegmentTest {
  private static final int ROWS = 8_000;

  /** Lengths that differ by factors decide about inner products as much as angles do. */
  @ParameterizedTest
  @CsvSource({"0, .9", ".3, .85", "1, .95"})
  void fewAreScoredThoughLengthsDiffer(double spread, double least) {
    float[][] vectors = Clusters.vectors(ROWS, 24, 200, 1);
    float[][] queries = Clusters.vectors(300, 24, 200, 2);
    SplittableRandom random = new SplittableRandom(3);
    for (float[] vector : vectors) {
      float factor = (float) Math.exp(spread * random.nextGaussian());
      for (int j = 0; j < vector.length; j++) {
        vector[j] = factor * vector[j] + 1; // what all share says nothing
      }
    }
    MipsConfig config =
        MipsConfig.of(Metric.INNER_PRODUCT).structure(new Structure.Tables(0, 0)).recall(.9);
    MipsIndex index = MipsIndex.build(Vectors.of(vectors), null, Vectors.of(queries), config, 2);
    Tuning tuning = ((TableSegment) index.snapshot().segments().getFirst()).tuning();
    assertThat(tuning.rescored(10)).isLessThan(ROWS / 8);
    assertThat(tuning.probes()).isBetween(1, 32);
    int found = 0;
    int byFew = 0;
    for (int q = 0; q < 100; q++) {
      Hits want = index.search(queries[3 * q + 1], 10, Effort.EXACT);
      found += shared(want, index.search(queries[3 * q + 1], 10));
      byFew += shared(want, index.search(queries[3 * q + 1], 10, new Effort(16, ROWS / 20)));
    }
    assertThat(found / 1000.0).isBetween(tuning.reached() - .06, tuning.reached() + .06);
    assertThat(byFew / 1000.0).isGreaterThan(least);
  }

  private static int shared(Hits want, Hits got) {
    int shared = 0;
    for (long id : want.ids()) {
      for (long other : got.ids()) {
        shared += id == other ? 1 : 0;
      }
    }
    return shared;
  }
}
