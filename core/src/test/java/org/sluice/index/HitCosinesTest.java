package org.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HitCosinesTest {
  /** The hits that a cosine leads to tell the cosine. */
  @ParameterizedTest
  @CsvSource({"6, 50, 1", "10, 50, 1", "10, 50, 16", "4, 9, 3", "1, 1, 1"})
  void hitsTellTheCosineThatLeadsToThem(int k, int l, int probes) {
    float[] byHits = HitCosines.of(k, l, probes);
    assertThat(byHits).hasSize(l * probes + 1).isSorted();
    assertThat(byHits[0]).isBetween(.05f, .7f);
    for (double cosine = .1; cosine <= 1; cosine += .05) {
      double hits = l * ProbedCollisions.of(k, probes, new double[] {cosine})[probes][0];
      int low = (int) Math.floor(hits);
      int high = Math.min(l * probes, low + 1);
      if (low > 0) {
        assertThat((double) byHits[low - 1]).isLessThanOrEqualTo(cosine + .01);
      }
      if (hits < .9 * l) {
        assertThat((double) byHits[high]).isGreaterThanOrEqualTo(cosine - .01);
      }
    }
    assertThat((double) byHits[l * probes]).isCloseTo(1, within(1e-6));
  }
}
