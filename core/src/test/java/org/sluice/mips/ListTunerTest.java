package org.sluice.mips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListTunerTest {
  /** What is counted is what searches find. */
  @Test
  void theRecallToldIsThatOfSearches() {
    float[][] vectors = Clusters.vectors(9_000, 21, 300, 4);
    float[][] queries = Clusters.vectors(150, 21, 300, 5);
    for (Metric metric : Metric.values()) {
      for (double wanted : new double[] {.3, .8, .97}) {
        MipsConfig config = MipsConfig.of(metric).recall(wanted);
        MipsIndex index =
            MipsIndex.build(Vectors.of(vectors), null, Vectors.of(queries), config, 2);
        Tuning tuning = ((ListSegment) index.snapshot().segments().getFirst()).tuning();
        assertThat(tuning.reached()).isGreaterThanOrEqualTo(wanted);
        // A search goes on where its lists have fewer than ten rows, so it may find more.
        assertThat(recall(index, queries, Effort.TUNED))
            .isBetween(tuning.reached() - .004, tuning.reached() + .02);
        if (tuning.probes() > 1) {
          Effort less = new Effort(tuning.probes() - 1, tuning.rescored(10));
          assertThat(recall(index, queries, less)).isLessThan(wanted + (1 - wanted) / 10 + .02);
        }
      }
    }
  }

  private static double recall(MipsIndex index, float[][] queries, Effort effort) {
    int found = 0;
    for (float[] query : queries) {
      Set<Long> got = new HashSet<>();
      Arrays.stream(index.search(query, 10, effort).ids()).forEach(got::add);
      for (long id : index.search(query, 10, Effort.EXACT).ids()) {
        found += got.contains(id) ? 1 : 0;
      }
    }
    return found / (10.0 * queries.length);
  }

  /** Four bits tell neighbours without clusters badly apart. */
  @Test
  void whereNoEffortIsEnoughAllListsAreRead() {
    float[][] vectors = Clusters.vectors(6_000, 64, 1, 6);
    float[][] queries = Clusters.vectors(100, 64, 1, 6);
    MipsConfig config =
        MipsConfig.of(Metric.INNER_PRODUCT).structure(new Structure.Lists(40)).recall(.99999);
    MipsIndex index = MipsIndex.build(Vectors.of(vectors), null, Vectors.of(queries), config, 2);
    Tuning tuning = ((ListSegment) index.snapshot().segments().getFirst()).tuning();
    assertThat(tuning.refine()).isEqualTo(64);
    assertThat(tuning.probes()).isEqualTo(40);
    assertThat(tuning.reached()).isLessThan(.99999);
    assertThat(recall(index, queries, Effort.TUNED)).isCloseTo(tuning.reached(), within(.004));
  }
}
