package org.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.hash.FastSimHash;
import org.sluice.hash.HashFamily;

class BoundedTablesTest {
  private static final float[] SAME = {1, 2, 3};

  /** Tables of one bucket that all ids of the vector {@link #SAME} share. */
  private static BoundedTables one(int capacity, Replacement replacement, long seed) {
    return new BoundedTables(
        new FastSimHash(3, 2, 1, 1), 200, TableOptions.ofCapacity(capacity), replacement, seed);
  }

  private static int[] held(BoundedTables tables) {
    int[] target = new int[200];
    int found =
        tables
            .query()
            .candidates(SAME, 0, new Selection.Vanilla(), 200, new SplittableRandom(1), target);
    return Arrays.copyOf(target, found);
  }

  /** With room for all, tables filled one by one hold what tables built at once hold. */
  @Property(tries = 30)
  void holdWhatFlatTablesHold(
      @ForAll @IntRange(min = 1, max = 400) int rows,
      @ForAll @IntRange(min = 1, max = 16) int k,
      @ForAll Replacement replacement,
      @ForAll long seed) {
    ArraySource before = ArraySource.random(rows, 12, 0.5, seed);
    ArraySource after = ArraySource.random(rows, 12, 0.5, ~seed);
    HashFamily family = new FastSimHash(12, k, 4, seed);
    HashTables flat = HashTables.build(family, after, TableOptions.unlimited(), 1);
    BoundedTables tables =
        new BoundedTables(family, rows, TableOptions.unlimited(), replacement, seed);
    for (int id = 0; id < rows; id++) {
      tables.insert(id, before.vectors()[id], 0);
    }
    for (int id = rows - 1; id >= 0; id--) {
      tables.insert(id, after.vectors()[id], 0);
    }
    assertThat(tables.size()).isEqualTo(rows);
    assertThat(tables.statistics())
        .usingRecursiveComparison()
        .ignoringFields("bytes")
        .isEqualTo(flat.statistics());
    assertThat(flat.statistics().reach()).isEqualTo(rows);
    for (int table = 0; table < 4; table++) {
      for (int b = 0; b < flat.buckets(); b++) {
        int[] expected =
            Arrays.copyOfRange(flat.ids(table, b), flat.from(table, b), flat.to(table, b));
        assertThat(Arrays.copyOf(tables.ids(table, b), tables.to(table, b)))
            .containsExactlyInAnyOrder(expected);
      }
    }
  }

  /** Against a list: FIFO keeps the last B of those that are not removed in between. */
  @Property(tries = 100)
  void fifoKeepsTheLast(@ForAll @IntRange(min = 1, max = 20) int capacity, @ForAll long seed) {
    BoundedTables tables = one(capacity, Replacement.FIFO, 0);
    List<Integer> expected = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (int step = 0; step < 150; step++) {
      int id = random.nextInt(60);
      expected.remove((Integer) id);
      if (random.nextInt(4) == 0) {
        tables.remove(id);
      } else {
        tables.insert(id, SAME, 0);
        expected.add(id);
        if (expected.size() > capacity) {
          expected.removeFirst();
        }
      }
      assertThat(held(tables))
          .containsExactlyInAnyOrder(expected.stream().mapToInt(i -> i).toArray());
    }
  }

  @Test
  void reservoirKeepsEachWithEqualProbability() {
    int[] kept = new int[40];
    int trials = 4000;
    for (int trial = 0; trial < trials; trial++) {
      BoundedTables tables = one(10, Replacement.RESERVOIR, trial);
      for (int id = 0; id < 40; id++) {
        tables.insert(id, SAME, 0);
      }
      int[] held = held(tables);
      assertThat(held).hasSize(10).doesNotHaveDuplicates();
      Arrays.stream(held).forEach(id -> kept[id]++);
    }
    assertEqualShares(kept, trials, 0.25);
  }

  @Test
  void reservoirStaysUniformWhenIdsLeaveAndOthersCome() {
    int[] kept = new int[40];
    int trials = 4000;
    int total = 0;
    for (int trial = 0; trial < trials; trial++) {
      BoundedTables tables = one(10, Replacement.RESERVOIR, trial);
      for (int id = 0; id < 45; id++) {
        tables.insert(id < 30 ? id : id + 5, SAME, 0);
      }
      for (int id = 40; id < 50; id++) {
        tables.remove(id);
      }
      for (int id = 30; id < 35; id++) {
        tables.insert(id, SAME, 0);
      }
      int[] held = held(tables);
      Arrays.stream(held).forEach(id -> kept[id]++);
      total += held.length;
    }
    assertEqualShares(kept, trials, total / (40.0 * trials));
  }

  /** Chi-square of how often each id was kept. */
  private static void assertEqualShares(int[] kept, int trials, double share) {
    double expected = trials * share;
    double chi = 0;
    for (int count : kept) {
      chi += (count - expected) * (count - expected) / (expected * (1 - share));
    }
    // About 39 degrees of freedom: deviation 8.8.
    assertThat(chi).isBetween(39 - 4 * 8.8, 39 + 4 * 8.8);
  }

  @ParameterizedTest
  @EnumSource(Replacement.class)
  void bucketsNeverHoldMoreThanTheirCapacity(Replacement replacement) {
    ArraySource source = ArraySource.random(3000, 10, 1, 4);
    BoundedTables tables =
        new BoundedTables(
            new FastSimHash(10, 5, 6, 2), 3000, TableOptions.ofCapacity(7), replacement, 3);
    for (int round = 0; round < 2; round++) {
      for (int id = 0; id < 3000; id++) {
        tables.insert(id, source.vectors()[id], 0);
      }
    }
    assertThat(tables.statistics().largest()).isEqualTo(7);
    IntStream.range(0, 3000).forEach(id -> assertThat(tables.remove(id)).isTrue());
    assertThat(tables.remove(5)).isFalse();
    assertThat(tables.size()).isZero();
    assertThat(tables.statistics().emptyShare()).isEqualTo(1);
  }

  @Test
  void refusesIdsOutOfRange() {
    BoundedTables tables = one(3, Replacement.FIFO, 1);
    assertThatThrownBy(() -> tables.insert(200, SAME, 0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("id 200 must be from 0 to 199");
    assertThatThrownBy(() -> tables.remove(-1)).hasMessage("id -1 must be from 0 to 199");
    assertThat(tables.size()).isZero();
  }
}
