package org.sluice.active;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SparseSignsTest {
  private static final int LENGTH = 60;
  private static final int PROJECTIONS = 50;

  private final SparseSigns signs =
      new SparseSigns(LENGTH, PROJECTIONS, 0.3, new SplittableRandom(1));

  private long project(float[] vector, float[] sums) {
    ActiveVector active = new ActiveVector(LENGTH);
    active.hold(vector);
    return signs.project(active, sums);
  }

  @Test
  void projectionsAreSumsOfSignedCoordinates() {
    SplittableRandom random = new SplittableRandom(2);
    float[] vector = new float[LENGTH];
    float[] expected = new float[PROJECTIONS];
    float[] sums = new float[PROJECTIONS];
    long added = 0;
    int negative = 0;
    for (int i = 0; i < LENGTH; i++) {
      float[] unit = new float[LENGTH];
      unit[i] = 1;
      added += project(unit, sums);
      vector[i] = (float) random.nextGaussian();
      for (int p = 0; p < PROJECTIONS; p++) {
        assertThat(sums[p]).isIn(-1f, 0f, 1f);
        expected[p] += sums[p] * vector[i];
        negative += sums[p] < 0 ? 1 : 0;
      }
    }
    assertThat(added).isEqualTo(signs.count());
    assertThat(signs.count() / (double) (LENGTH * PROJECTIONS)).isCloseTo(0.3, Offset.offset(0.03));
    assertThat(negative / (double) signs.count()).isCloseTo(0.5, Offset.offset(0.06));
    assertThat(project(vector, sums)).isEqualTo(signs.count());
    assertThat(sums).usingComparatorWithPrecision(1e-4f).containsExactly(expected);
  }
}
