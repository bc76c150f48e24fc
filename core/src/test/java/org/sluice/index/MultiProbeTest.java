package org.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sluice.hash.DensifiedWta;
import org.sluice.hash.FastSimHash;
import org.sluice.hash.HashFamily;
import org.sluice.hash.Margins;
import org.sluice.hash.WtaHash;

class MultiProbeTest {
  private static double cost(Margins margins, int first, int set) {
    double cost = 0;
    for (int i = 0; i < 31; i++) {
      cost += (set >> i & 1) == 0 ? 0 : Math.pow(margins.costs()[first + i], 2);
    }
    return cost;
  }

  /** Against all sets of hashes, sorted. */
  @Property(tries = 100)
  void probesComeByRisingCost(
      @ForAll @IntRange(min = 1, max = 9) int k,
      @ForAll @IntRange(min = 1, max = 600) int probes,
      @ForAll long seed) {
    HashFamily family = new FastSimHash(20, k, 3, seed);
    Margins margins = new Margins(family);
    int[] codes = new int[3];
    family.newHasher().hash(ArraySource.random(1, 20, 0, seed).vectors()[0], 0, codes, margins);
    for (int table = 0; table < 3; table++) {
      int first = table * k;
      double[] wanted =
          IntStream.range(0, 1 << k)
              .mapToDouble(set -> cost(margins, first, set))
              .sorted()
              .limit(probes)
              .toArray();
      int[] got = new int[probes + 2];
      int count = new ProbeSequence(family, probes).fill(codes[table], table, margins, got, 1);
      assertThat(count).isEqualTo(wanted.length);
      assertThat(got[0]).isZero();
      assertThat(got[probes + 1]).isZero();
      assertThat(Arrays.copyOfRange(got, 1, 1 + count)).doesNotHaveDuplicates();
      for (int i = 0; i < count; i++) {
        int differing = Integer.reverse(got[1 + i] ^ codes[table]) >>> 32 - k;
        assertThat(cost(margins, first, differing))
            .isCloseTo(wanted[i], org.assertj.core.api.Assertions.within(1e-6 * wanted[i]));
      }
    }
  }

  /**
   * With as many probes as codes, every id is found, once in each table, however codes are mixed.
   */
  @Property(tries = 30)
  void allProbesFindAll(
      @ForAll @IntRange(min = 1, max = 300) int rows,
      @ForAll @IntRange(min = 1, max = 8) int k,
      @ForAll @IntRange(min = 1, max = 10) int bits,
      @ForAll long seed) {
    ArraySource source = ArraySource.random(rows + 1, 16, 0, seed);
    HashFamily family = new FastSimHash(16, k, 5, seed);
    HashTables tables =
        HashTables.build(family, source, new TableOptions(Integer.MAX_VALUE, bits), 1);
    int[] target = new int[rows + 1];
    int found =
        tables
            .query(1 << k)
            .candidates(
                source.vectors()[rows],
                0,
                new Selection.Threshold(5),
                rows + 1,
                new SplittableRandom(1),
                target);
    assertThat(found).isEqualTo(rows + 1);
  }

  @Test
  void probingFindsMoreOfWhatIsNearThanOneBucketDoes() {
    SplittableRandom random = new SplittableRandom(5);
    for (HashFamily family :
        new HashFamily[] {
          new FastSimHash(32, 8, 4, 1), new WtaHash(32, 3, 4, 1), new DensifiedWta(32, 3, 4, 1)
        }) {
      ArraySource source = ArraySource.random(4000, 32, 0, 2);
      HashTables tables = HashTables.build(family, source, TableOptions.unlimited(), 1);
      int[] found = new int[3];
      int[] probes = {1, 4, 10};
      int[] target = new int[4000];
      for (int row = 0; row < 300; row++) {
        float[] near = source.vectors()[row].clone();
        for (int i = 0; i < near.length; i++) {
          near[i] += (float) (0.4 * random.nextGaussian());
        }
        for (int p = 0; p < 3; p++) {
          int wanted = row;
          int count =
              tables
                  .query(probes[p])
                  .candidates(near, 0, new Selection.TopK(), 4000, random, target);
          found[p] += IntStream.range(0, count).anyMatch(i -> target[i] == wanted) ? 1 : 0;
        }
      }
      assertThat(found[1]).isGreaterThan(found[0] + 30);
      assertThat(found[2]).isGreaterThan(found[1]);
    }
  }

  /** Codes of vectors, not of chance, fall into every bucket, mixed or not. */
  @Test
  void everyBucketIsReached() {
    ArraySource source = ArraySource.random(60_000, 24, 0, 6);
    for (HashFamily family :
        new HashFamily[] {
          new FastSimHash(24, 9, 6, 3), new WtaHash(24, 3, 6, 3), new DensifiedWta(24, 3, 6, 3)
        }) {
      TableOptions fewer = new TableOptions(100, 9);
      TableStatistics statistics = HashTables.build(family, source, fewer, 2).statistics();
      assertThat(statistics.buckets()).isEqualTo(6 * 512);
      assertThat(statistics.emptyShare()).isZero();
      assertThat(statistics.reach()).isEqualTo(60_000);
      assertThat(statistics.bytes()).isEqualTo(4 * (6 * 60_000 + 6 * 512 + 1));
    }
    // Codes of 12 bits mixed down to 9.
    TableStatistics mixed =
        HashTables.build(new FastSimHash(24, 12, 6, 3), source, new TableOptions(100, 9), 2)
            .statistics();
    assertThat(mixed.emptyShare()).isZero();
  }

  @Test
  void refusesMoreProbesThanCanBeCounted() {
    HashTables tables =
        HashTables.build(
            new FastSimHash(3, 4, 20, 1),
            ArraySource.random(5, 3, 0, 1),
            TableOptions.unlimited(),
            1);
    assertThatThrownBy(() -> tables.query(801))
        .hasMessage("probes must be from 1 to 800 for l = 20, not 801");
    assertThatThrownBy(() -> tables.query(0))
        .hasMessage("probes must be from 1 to 800 for l = 20, not 0");
  }
}
