package org.sluice.mips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sluice.index.VectorSource;

class LongMapTest {
  @Test
  void behavesLikeAHashMap() {
    SplittableRandom random = new SplittableRandom(1);
    LongMap map = new LongMap(0);
    Map<Long, Long> model = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      long key = random.nextInt(1_000);
      if (random.nextInt(3) == 0) {
        map.remove(key);
        model.remove(key);
      } else {
        map.put(key, step);
        model.put(key, (long) step);
      }
      assertThat(map.size()).isEqualTo(model.size());
    }
    for (long key = 0; key < 1_000; key++) {
      assertThat(map.get(key)).isEqualTo(model.getOrDefault(key, -1L));
    }
  }

  @Test
  void placesFitAnArrayUpToTheMostIds() {
    assertThat(LongMap.capacity(0)).isEqualTo(32);
    assertThat(LongMap.capacity(1 << 28)).isEqualTo(1 << 30);
    assertThat(LongMap.capacity(1 << 29)).isEqualTo(1 << 30);
    assertThatThrownBy(() -> LongMap.capacity((1 << 29) + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an index must have at most 536870912 vectors: 536870913");
  }

  @Test
  void moreVectorsThanIdsCanBeKeptAreRefusedUnread() {
    VectorSource endless =
        new VectorSource() {
          @Override
          public int rows() {
            return (1 << 29) + 1;
          }

          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public void copy(int row, float[] target, int offset) {
            throw new AssertionError("row " + row + " must not be read");
          }
        };
    assertThatThrownBy(() -> MipsIndex.build(endless, MipsConfig.of(Metric.COSINE), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an index must have at most 536870912 vectors: 536870913");
  }
}
