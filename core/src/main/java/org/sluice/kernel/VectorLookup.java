package org.sluice.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Table look-ups by permuting a register's bytes. A register of two or four tables serves as the
 * table of all its look-ups; the index says which one. Bytes are added as 16-bit numbers: one sum
 * takes whole pairs of bytes, another their high bytes alone, and the low ones follow from the two.
 */
final class VectorLookup {
  private static final VectorSpecies<Byte> B512 = ByteVector.SPECIES_512;
  private static final VectorSpecies<Byte> B256 = ByteVector.SPECIES_256;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  private VectorLookup() {}

  static void sums512(
      MemorySegment codes, long at, int blocks, int groups, byte[] tables, char[] sums, int so) {
    int even = groups & ~1;
    for (int b = 0; b < blocks; b++) {
      long from = at + 64L * b * groups;
      ShortVector pairs = ShortVector.zero(ShortVector.SPECIES_512);
      ShortVector highs = ShortVector.zero(ShortVector.SPECIES_512);
      for (int g = 0; g < even; g += 2) {
        ByteVector table = ByteVector.fromArray(B512, tables, 32 * g);
        ByteVector x = ByteVector.fromMemorySegment(B512, codes, from + 64L * g, ORDER);
        ByteVector y = ByteVector.fromMemorySegment(B512, codes, from + 64L * g + 64, ORDER);
        ByteVector xHigh =
            x.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 4).reinterpretAsBytes();
        ByteVector yHigh =
            y.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 4).reinterpretAsBytes();
        ShortVector v0 = x.and((byte) 15).selectFrom(table).reinterpretAsShorts();
        ShortVector v1 = xHigh.and((byte) 15).or((byte) 16).selectFrom(table).reinterpretAsShorts();
        ShortVector v2 = y.and((byte) 15).or((byte) 32).selectFrom(table).reinterpretAsShorts();
        ShortVector v3 = yHigh.and((byte) 15).or((byte) 48).selectFrom(table).reinterpretAsShorts();
        pairs = pairs.add(v0).add(v1).add(v2).add(v3);
        highs =
            highs
                .add(v0.lanewise(VectorOperators.LSHR, 8))
                .add(v1.lanewise(VectorOperators.LSHR, 8))
                .add(v2.lanewise(VectorOperators.LSHR, 8))
                .add(v3.lanewise(VectorOperators.LSHR, 8));
      }
      pairs.sub(highs.lanewise(VectorOperators.LSHL, 8)).intoCharArray(sums, so + 64 * b);
      highs.intoCharArray(sums, so + 64 * b + 32);
      if (even < groups) {
        last(codes, from + 64L * even, tables, 32 * even, sums, so + 64 * b);
      }
    }
  }

  static void sums256(
      MemorySegment codes, long at, int blocks, int groups, byte[] tables, char[] sums, int so) {
    for (int half = 0; half < 2 * blocks; half++) {
      long from = at + 64L * (half >> 1) * groups + 32L * (half & 1);
      int to = so + 64 * (half >> 1) + 16 * (half & 1);
      ShortVector pairs = ShortVector.zero(ShortVector.SPECIES_256);
      ShortVector highs = ShortVector.zero(ShortVector.SPECIES_256);
      for (int g = 0; g < groups; g++) {
        ByteVector table = ByteVector.fromArray(B256, tables, 32 * g);
        ByteVector x = ByteVector.fromMemorySegment(B256, codes, from + 64L * g, ORDER);
        ByteVector xHigh =
            x.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 4).reinterpretAsBytes();
        ShortVector v0 = x.and((byte) 15).selectFrom(table).reinterpretAsShorts();
        ShortVector v1 = xHigh.and((byte) 15).or((byte) 16).selectFrom(table).reinterpretAsShorts();
        pairs = pairs.add(v0).add(v1);
        highs =
            highs
                .add(v0.lanewise(VectorOperators.LSHR, 8))
                .add(v1.lanewise(VectorOperators.LSHR, 8));
      }
      pairs.sub(highs.lanewise(VectorOperators.LSHL, 8)).intoCharArray(sums, to);
      highs.intoCharArray(sums, to + 32);
    }
  }

  /** Adds an odd last group to a block's sums. */
  private static void last(
      MemorySegment codes, long at, byte[] tables, int table, char[] sums, int so) {
    for (int r = 0; r < 64; r++) {
      int code = codes.get(ValueLayout.JAVA_BYTE, at + (r < 32 ? 2 * r : 2 * r - 63));
      int sum =
          (tables[table + (code & 15)] & 0xFF) + (tables[table + 16 + (code >> 4 & 15)] & 0xFF);
      sums[so + r] = (char) (sums[so + r] + sum);
    }
  }
}
