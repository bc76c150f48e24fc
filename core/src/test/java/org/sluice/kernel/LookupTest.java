package org.sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.kernel.KernelTestSupport.PROVIDER;
import static org.sluice.kernel.KernelTestSupport.REFERENCE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LookupTest {
  @Test
  void sumsAreThoseOfPlainLoops() {
    SplittableRandom random = new SplittableRandom(1);
    for (int groups : new int[] {0, 1, 2, 3, 4, 7, 32, 127, 128}) {
      for (int blocks : new int[] {0, 1, 2, 5}) {
        byte[] codes = new byte[3 + 64 * blocks * groups];
        byte[] tables = new byte[32 * groups + 5];
        random.nextBytes(codes);
        random.nextBytes(tables);
        check(codes, blocks, groups, tables);
        Arrays.fill(tables, (byte) 255);
        check(codes, blocks, groups, tables);
      }
    }
  }

  private static void check(byte[] bytes, int blocks, int groups, byte[] tables) {
    char[] want = new char[64 * blocks + 9];
    char[] got = new char[64 * blocks + 9];
    Arrays.fill(want, 'x');
    Arrays.fill(got, 'x');
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment codes = arena.allocate(bytes.length);
      codes.copyFrom(MemorySegment.ofArray(bytes));
      REFERENCE.lookupSums(codes, 3, blocks, groups, tables, want, 4);
      for (int i = 0; i < (blocks == 1 && groups == 3 ? 30_000 : 1); i++) {
        PROVIDER.lookupSums(codes, 3, blocks, groups, tables, got, 4);
      }
    }
    assertThat(got).as("%d blocks, %d groups", blocks, groups).isEqualTo(want);
  }

  @Test
  void rangesAreChecked() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment codes = arena.allocate(64 * 6);
      byte[] tables = new byte[64];
      for (int i = 0; i < tables.length; i++) {
        tables[i] = (byte) (7 * i);
      }
      for (int i = 0; i < 384; i++) {
        codes.set(ValueLayout.JAVA_BYTE, i, (byte) (11 * i));
      }
      char[] sums = new char[192];
      Kernels.lookupSums(codes, 0, 3, 2, tables, sums, 0);
      char[] scalar = new char[192];
      Kernels.lookupSumsScalar(codes, 0, 3, 2, tables, scalar, 0);
      assertThat(scalar).isEqualTo(sums);
      int[][] bad = {{0, 3, 3, 0}, {1, 3, 2, 0}, {-1, 1, 1, 0}, {0, 4, 1, 0}, {0, 3, 2, 1}};
      for (int[] b : bad) {
        assertThatThrownBy(
                () -> Kernels.lookupSumsScalar(codes, b[0], b[1], b[2], tables, sums, b[3]))
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Kernels.lookupSums(codes, b[0], b[1], b[2], tables, sums, b[3]))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
      assertThatThrownBy(() -> Kernels.lookupSums(codes, 0, 0, 129, new byte[9999], sums, 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
