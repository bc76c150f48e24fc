package org.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sluice.hash.FastSimHash;
import org.sluice.hash.HashFamily;

class HashTablesTest {
  @Property(tries = 40)
  void eachIdLiesInTheBucketOfItsCodeAndNowhereElse(
      @ForAll @IntRange(min = 0, max = 3000) int rows,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll @IntRange(min = 1, max = 8) int threads,
      @ForAll long seed) {
    ArraySource source = ArraySource.random(rows, 20, 0.3, seed);
    HashFamily family = new FastSimHash(20, k, 5, seed);
    HashTables tables = HashTables.build(family, source, TableOptions.unlimited(), threads);
    int[] codes = new int[5];
    int[][] seen = new int[5][rows];
    for (int row = 0; row < rows; row++) {
      family.newHasher().hash(source.vectors()[row], 0, codes);
      for (int table = 0; table < 5; table++) {
        int[] bucket = bucket(tables, table, tables.bucketOf(table, codes[table]));
        assertThat(Arrays.binarySearch(bucket, row)).isNotNegative();
      }
    }
    for (int table = 0; table < 5; table++) {
      for (int b = 0; b < tables.buckets(); b++) {
        for (int id : bucket(tables, table, b)) {
          seen[table][id]++;
        }
      }
      assertThat(seen[table]).containsOnly(rows == 0 ? new int[0] : new int[] {1});
    }
  }

  private static int[] bucket(HashTables tables, int table, int bucket) {
    return Arrays.copyOfRange(
        tables.ids(table, bucket), tables.from(table, bucket), tables.to(table, bucket));
  }

  @Test
  void numberOfThreadsChangesNothing() {
    ArraySource source = ArraySource.random(5000, 30, 0.5, 1);
    HashFamily family = new FastSimHash(30, 12, 7, 2);
    HashTables one = HashTables.build(family, source, TableOptions.unlimited(), 1);
    HashTables two = HashTables.build(family, source, TableOptions.unlimited(), 2);
    for (int table = 0; table < 7; table++) {
      for (int b = 0; b < one.buckets(); b++) {
        assertThat(bucket(one, table, b)).isEqualTo(bucket(two, table, b));
      }
    }
  }

  @Test
  void longCodesAreMixedDownToAsManyBucketsAsIdsCanFill() {
    ArraySource source = ArraySource.random(20_000, 40, 0, 1);
    HashTables tables =
        HashTables.build(new FastSimHash(40, 24, 4, 2), source, TableOptions.unlimited(), 2);
    assertThat(tables.buckets()).isEqualTo(1 << 13);
    TableStatistics statistics = tables.statistics();
    // Nearly every vector has its own code: balls thrown into bins leave exp(-20000 / 8192).
    assertThat(statistics.emptyShare()).isBetween(0.08, 0.095);
    assertThat(statistics.largest()).isLessThan(15);
    assertThat(
            HashTables.build(new FastSimHash(40, 24, 4, 2), source, new TableOptions(10, 6), 2)
                .buckets())
        .isEqualTo(64);
  }

  @Test
  void statisticsCountBuckets() {
    float[][] vectors = new float[7][];
    for (int row = 0; row < 7; row++) {
      vectors[row] = row < 5 ? new float[] {1, 2} : new float[] {-1, -2};
    }
    HashTables tables =
        HashTables.build(
            new FastSimHash(2, 3, 2, 1), new ArraySource(vectors, 2), TableOptions.unlimited(), 1);
    TableStatistics statistics = tables.statistics();
    // Opposite vectors have opposite bits, so each table of 8 has a bucket of 5 and one of 2.
    assertThat(statistics.tables()).isEqualTo(2);
    assertThat(statistics.buckets()).isEqualTo(16);
    assertThat(statistics.emptyShare()).isEqualTo(12 / 16.0);
    assertThat(statistics.largest()).isEqualTo(5);
    assertThat(statistics.meanOccupied()).isEqualTo(3.5);
    assertThat(statistics.histogram()).containsExactly(0L, 2L, 2L);
  }

  @Test
  void aFailingSourceFailsTheBuildInTheCallersThread() {
    VectorSource broken =
        new VectorSource() {
          @Override
          public int rows() {
            return 3000;
          }

          @Override
          public int dimension() {
            return 4;
          }

          @Override
          public void copy(int row, float[] target, int offset) {
            throw new IllegalStateException("row " + row + " cannot be read");
          }
        };
    HashFamily family = new FastSimHash(4, 3, 2, 1);
    assertThatThrownBy(() -> HashTables.build(family, broken, TableOptions.unlimited(), 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void refusesWhatDoesNotFit() {
    HashFamily family = new FastSimHash(4, 3, 2, 1);
    ArraySource source = ArraySource.random(5, 3, 0, 1);
    assertThatThrownBy(() -> HashTables.build(family, source, TableOptions.unlimited(), 1))
        .hasMessage("the vectors' dimension must be the hash family's 4, not 3");
    assertThatThrownBy(
            () ->
                HashTables.build(new FastSimHash(3, 3, 2, 1), source, TableOptions.unlimited(), 0))
        .hasMessage("threads must be at least 1, not 0");
    assertThatThrownBy(() -> TableOptions.ofCapacity(0))
        .hasMessage("bucketCapacity must be at least 1, not 0");
    assertThatThrownBy(() -> new TableOptions(1, 27))
        .hasMessage("mostBits must be from 1 to 26, not 27");
  }
}
