package org.sluice.mips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void idsOfAnyWidthComeBack() {
    SplittableRandom random = new SplittableRandom(1);
    for (int bits = 1; bits <= 63; bits++) {
      long[] want = new long[200];
      for (int i = 0; i < want.length; i++) {
        want[i] = random.nextLong() & -1L >>> 64 - bits;
      }
      want[7] = -1L >>> 64 - bits;
      Ids ids = Ids.of(want.length, row -> want[row]);
      assertThat(ids.toArray()).isEqualTo(want);
      assertThat(ids.bytes()).isLessThanOrEqualTo(want.length * bits / 8 + 16);
    }
  }

  @Test
  void thoseOfAnOpenEndAreSetAndOthersAreNot() {
    Ids open = Ids.open(3);
    open.set(1, Long.MAX_VALUE);
    open.set(2, 5);
    assertThat(open.toArray()).containsExactly(0, Long.MAX_VALUE, 5);
    Ids packed = Ids.of(3, open::get);
    assertThat(packed.toArray()).isEqualTo(open.toArray());
    assertThatThrownBy(() -> Ids.of(3, row -> row).set(0, 1))
        .hasMessage("ids of 2 bits do not change");
    assertThat(Ids.of(0, row -> 9).toArray()).isEmpty();
    assertThat(Arrays.stream(Ids.of(5, _ -> 0).toArray()).sum()).isZero();
  }
}
