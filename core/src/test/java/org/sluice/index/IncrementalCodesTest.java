package org.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sluice.hash.SparseSimHash;

class IncrementalCodesTest {
  /** Values on a grid, whose sums floats hold exactly: the codes are the family's to the bit. */
  @Property(tries = 40)
  void equalAFullHashAfterAnyChanges(
      @ForAll @IntRange(min = 1, max = 300) int rows,
      @ForAll @IntRange(min = 1, max = 40) int dimension,
      @ForAll @IntRange(min = 1, max = 3) int threads,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SparseSimHash family = new SparseSimHash(dimension, 5, 7, 0.4, seed);
    IncrementalCodes codes = new IncrementalCodes(family, rows);
    ArraySource source = new ArraySource(new float[rows][dimension], dimension);
    check(codes, source, threads, 0, 0);
    for (double share : new double[] {1, 0.05, 0, 0.5, 0.1}) {
      int changedRows = 0;
      long changedWeights = 0;
      for (float[] vector : source.vectors()) {
        int here = 0;
        for (int i = 0; i < dimension; i++) {
          if (random.nextDouble() < share) {
            float before = vector[i];
            vector[i] = random.nextInt(-400, 401) / 256f;
            here += vector[i] == before ? 0 : 1;
          }
        }
        changedRows += here > 0 ? 1 : 0;
        changedWeights += here;
      }
      if (share == 1) {
        source.vectors()[0][0] = 400 / 256f; // no later value leaves the grid
      }
      check(codes, source, threads, share == 1 ? -1 : changedRows, changedWeights);
    }
    // Beyond the grid of before.
    source.vectors()[0][0] = 900;
    check(codes, source, threads, -1, 0);
  }

  @Test
  void tellsWhichShareHasChanged() {
    SparseSimHash family = new SparseSimHash(6, 5, 7, 0.4, 1);
    for (int rows : new int[] {10, 9_000}) {
      IncrementalCodes codes = new IncrementalCodes(family, rows);
      ArraySource source = new ArraySource(new float[rows][6], 6);
      for (int row = 0; row < rows; row++) {
        source.vectors()[row][row % 6] = 1 + row % 7;
      }
      assertThat(codes.changedShare(source)).isEqualTo(1);
      codes.refresh(source, 2);
      assertThat(codes.changedShare(source)).isZero();
      for (int row = 0; row < rows; row += 5) {
        source.vectors()[row][3] += .5f;
      }
      assertThat(codes.changedShare(source)).isCloseTo(.2, within(.03));
      codes.refresh(source, 2);
      assertThat(codes.changedShare(source)).isZero();
    }
  }

  private static void check(
      IncrementalCodes codes, ArraySource source, int threads, int rows, long weights) {
    IncrementalCodes.Refreshed refreshed = codes.refresh(source, threads);
    if (rows >= 0) {
      assertThat(refreshed.changedRows()).isEqualTo(rows);
      assertThat(refreshed.changedWeights()).isEqualTo(weights);
    }
    SparseSimHash family = codes.family();
    int[] wanted = new int[family.l()];
    for (int row = 0; row < source.rows(); row++) {
      family.newHasher().hash(source.vectors()[row], 0, wanted);
      for (int table = 0; table < wanted.length; table++) {
        assertThat(codes.code(row, table)).isEqualTo(wanted[table]);
      }
    }
  }

  /** Any values, many small steps: no error gathers, and rounding turns next to no bit. */
  @Test
  void errorsDoNotGather() {
    SplittableRandom random = new SplittableRandom(3);
    ArraySource source = ArraySource.random(400, 64, 0, 4);
    SparseSimHash family = new SparseSimHash(64, 6, 20, 1 / 3.0, 5);
    IncrementalCodes codes = new IncrementalCodes(family, 400);
    codes.refresh(source, 2);
    for (int round = 0; round < 100; round++) {
      for (float[] vector : source.vectors()) {
        vector[random.nextInt(64)] += (float) (0.1 * random.nextGaussian());
      }
      IncrementalCodes.Refreshed refreshed = codes.refresh(source, 2);
      assertThat(refreshed.anewRows()).isZero();
      // A step below the grid is none.
      assertThat(refreshed.changedRows()).isBetween(390, 400);
    }
    IncrementalCodes anew = new IncrementalCodes(family, 400);
    anew.refresh(source, 1);
    HashTables full = HashTables.build(family, source, TableOptions.unlimited(), 1);
    HashTables kept = HashTables.build(codes, TableOptions.unlimited(), 2);
    assertThat(kept.statistics().emptyShare())
        .isCloseTo(full.statistics().emptyShare(), within(0.01));
    int differing = 0;
    int[] wanted = new int[20];
    for (int row = 0; row < 400; row++) {
      family.newHasher().hash(source.vectors()[row], 0, wanted);
      for (int table = 0; table < 20; table++) {
        assertThat(codes.code(row, table)).isEqualTo(anew.code(row, table));
        differing += codes.code(row, table) == wanted[table] ? 0 : 1;
      }
    }
    // 48,000 bits.
    assertThat(differing).isLessThan(10);
  }

  @Test
  void refuseWhatCannotBe() {
    SparseSimHash family = new SparseSimHash(4, 3, 5, 1, 1);
    IncrementalCodes codes = new IncrementalCodes(family, 3);
    assertThatThrownBy(() -> codes.refresh(ArraySource.random(2, 4, 0, 1), 1))
        .hasMessage("the vectors must be 3 of 4 values, not 2 of 4");
    assertThatThrownBy(
            () ->
                codes.refresh(
                    new ArraySource(
                        new float[][] {{1, 2, 3, Float.NaN}, {1, 2, 3, 4}, {1, 2, 3, 4}}, 4),
                    1))
        .hasMessage("the vectors must be finite");
    assertThatThrownBy(() -> new IncrementalCodes(family, -1))
        .hasMessage("rows must be from 0 to 143165575 for 15 hashes of 4 values, not -1");
  }

  @Test
  void theLargestNormIsFound() {
    ArraySource source = ArraySource.random(3000, 10, 0, 1);
    double largest = 0;
    for (float[] vector : source.vectors()) {
      double squared = 0;
      for (float value : vector) {
        squared += value * value;
      }
      largest = Math.max(largest, Math.sqrt(squared));
    }
    assertThat(Norms.largest(source, 2)).isCloseTo(largest, within(1e-5));
    assertThat(Norms.largest(new ArraySource(new float[0][], 10), 2)).isZero();
  }
}
