package org.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sluice.hash.FastSimHash;
import org.sluice.hash.HashFamily;

class LearnedBucketsTest {
  private static final int DIMENSION = 20;

  private static double score(float[] w, double[] mean, float bias) {
    double sum = bias;
    for (int i = 0; i < w.length; i++) {
      sum += w[i] * mean[i];
    }
    return sum;
  }

  /** Each bucket against a plain mean and a plain sort, over two fillings with decay. */
  @Property(tries = 25)
  void bucketsHoldWhatTheMeanOfTheirQueriesWants(
      @ForAll @IntRange(min = 1, max = 300) int items,
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 3) int threads,
      @ForAll long seed) {
    HashFamily family = new FastSimHash(DIMENSION, 3, 2, seed);
    ArraySource vectors = ArraySource.random(items, DIMENSION, 0.2, seed + 1);
    float[] biases = new float[items];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < items; i++) {
      biases[i] = (float) random.nextGaussian();
    }
    LearnedBuckets buckets = new LearnedBuckets(family, items, size, 0.5);
    double[][] sums = new double[16][DIMENSION];
    double[] counts = new double[16];
    int[] codes = new int[2];
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 16; i++) {
        counts[i] *= 0.5;
        for (int j = 0; j < DIMENSION; j++) {
          sums[i][j] *= 0.5;
        }
      }
      for (float[] query : ArraySource.random(30, DIMENSION, 0.5, seed + 2 + round).vectors()) {
        family.newHasher().hash(query, 0, codes);
        for (int table = 0; table < 2; table++) {
          int bucket = table * 8 + codes[table];
          counts[bucket]++;
          for (int j = 0; j < DIMENSION; j++) {
            sums[bucket][j] += query[j];
          }
        }
        if (random.nextBoolean()) {
          buckets.observe(query, 0);
        } else {
          int[] all = IntStream.range(0, DIMENSION).toArray();
          buckets.observe(all, query, 0, DIMENSION);
        }
      }
      buckets.refill(vectors, biases, threads);
    }
    for (int bucket = 0; bucket < 16; bucket++) {
      int b = bucket;
      int[] got = buckets.ids(b / 8, b % 8);
      if (counts[b] < 1) {
        assertThat(got).isEmpty();
        continue;
      }
      double[] mean = Arrays.stream(sums[b]).map(s -> s / counts[b]).toArray();
      double[] scores =
          IntStream.range(0, items)
              .mapToDouble(id -> score(vectors.vectors()[id], mean, biases[id]))
              .toArray();
      Integer[] best =
          IntStream.range(0, items)
              .boxed()
              .sorted(Comparator.comparingDouble(id -> -scores[id]))
              .limit(size)
              .toArray(Integer[]::new);
      assertThat(got).hasSize(best.length).doesNotHaveDuplicates();
      float[] strengths = buckets.strengths(b / 8, b % 8);
      double least = scores[best[best.length - 1]];
      for (int i = 0; i < got.length; i++) {
        assertThat(scores[got[i]]).isCloseTo(scores[best[i]], within(1e-4));
        assertThat((double) strengths[i]).isCloseTo(scores[got[i]] - least, within(3e-4));
      }
    }
  }

  /** Sums of strengths against a plain sum; excluded ids stay away. */
  @Test
  void strongestAddsUpTheBuckets() {
    HashFamily family = new FastSimHash(DIMENSION, 2, 4, 1);
    ArraySource vectors = ArraySource.random(200, DIMENSION, 0, 2);
    LearnedBuckets buckets = new LearnedBuckets(family, 200, 50, 1);
    ArraySource queries = ArraySource.random(300, DIMENSION, 0, 3);
    for (float[] query : queries.vectors()) {
      buckets.observe(query, 0);
    }
    buckets.refill(vectors, new float[200], 1);
    assertThat(buckets.occupiedShare()).isEqualTo(1);
    TableQuery reader = buckets.query();
    int[] codes = new int[4];
    int[] target = new int[200];
    for (int q = 0; q < 40; q++) {
      float[] query = queries.vectors()[q];
      family.newHasher().hash(query, 0, codes);
      double[] sums = new double[200];
      for (int table = 0; table < 4; table++) {
        int[] ids = buckets.ids(table, codes[table]);
        for (int i = 0; i < ids.length; i++) {
          sums[ids[i]] += buckets.strengths(table, codes[table])[i];
        }
      }
      sums[q] = 0;
      reader.exclude(new int[] {q}, 0, 1);
      int found =
          reader.candidates(
              query, 0, new Selection.Strongest(), 30, new SplittableRandom(1), target);
      double[] wanted = Arrays.stream(sums).map(s -> -s).sorted().toArray();
      assertThat(found).isEqualTo(30);
      for (int i = 0; i < found; i++) {
        assertThat(target[i]).isNotEqualTo(q);
        assertThat(sums[target[i]]).isCloseTo(-wanted[i], within(1e-4));
      }
    }
  }

  /** Queries gather around a few directions, as hidden vectors do; items do not. */
  @Test
  void findMoreOfTheTrueWinnersThanHashedVectorsDo() {
    SplittableRandom random = new SplittableRandom(4);
    ArraySource items = ArraySource.random(1000, DIMENSION, 0, 5);
    float[][] centres = ArraySource.random(30, DIMENSION, 0, 6).vectors();
    HashFamily family = new FastSimHash(DIMENSION, 6, 5, 7);
    LearnedBuckets buckets = new LearnedBuckets(family, 1000, 150, 0.5);
    float[][] queries = new float[4000][DIMENSION];
    for (int q = 0; q < queries.length; q++) {
      float[] centre = centres[random.nextInt(30)];
      for (int i = 0; i < DIMENSION; i++) {
        queries[q][i] = (float) (centre[i] + 0.4 * random.nextGaussian());
      }
      if (q < 3900) {
        buckets.observe(queries[q], 0);
      }
    }
    buckets.refill(items, new float[1000], 2);
    HashTables hashed = HashTables.build(family, items, TableOptions.unlimited(), 1);
    double learned = 0;
    double plain = 0;
    for (int q = 3900; q < 4000; q++) {
      learned += recall(buckets.query(), new Selection.Strongest(), queries[q], items, random);
      plain += recall(hashed.query(10), new Selection.TopK(), queries[q], items, random);
    }
    assertThat(learned).isGreaterThan(1.4 * plain).isGreaterThan(70);
  }

  /** Share of the 50 greatest inner products among 150 candidates. */
  private static double recall(
      TableQuery reader,
      Selection selection,
      float[] query,
      ArraySource items,
      SplittableRandom random) {
    int[] target = new int[150];
    int found = reader.candidates(query, 0, selection, 150, random, target);
    double[] mean = IntStream.range(0, DIMENSION).mapToDouble(i -> query[i]).toArray();
    double[] scores = Arrays.stream(items.vectors()).mapToDouble(w -> score(w, mean, 0)).toArray();
    double least = Arrays.stream(scores).sorted().skip(950).findFirst().orElseThrow();
    return IntStream.range(0, found).filter(i -> scores[target[i]] >= least).count() / 50.0;
  }

  @Test
  void plainTablesCountEachBucketOnce() {
    ArraySource items = ArraySource.random(300, DIMENSION, 0, 5);
    HashTables tables =
        HashTables.build(new FastSimHash(DIMENSION, 2, 6, 7), items, TableOptions.unlimited(), 1);
    int[] strongest = new int[300];
    int[] counted = new int[300];
    float[] query = items.vectors()[3];
    SplittableRandom random = new SplittableRandom(1);
    int a = tables.query().candidates(query, 0, new Selection.Strongest(), 300, random, strongest);
    int b = tables.query().candidates(query, 0, new Selection.TopK(), 300, random, counted);
    assertThat(a).isEqualTo(b);
    assertThat(strongest[0]).isEqualTo(3);
    assertThat(Arrays.copyOf(strongest, a))
        .containsExactlyInAnyOrder(IntStream.of(counted).limit(b).boxed().toArray(Integer[]::new));
  }

  @Test
  void refuseWhatCannotBe() {
    HashFamily family = new FastSimHash(DIMENSION, 6, 5, 7);
    assertThatThrownBy(() -> new LearnedBuckets(family, 10, 0, 0.5))
        .hasMessage("size must be at least 1, not 0");
    assertThatThrownBy(() -> new LearnedBuckets(family, 10, 5, Double.NaN))
        .hasMessage("decay must be from 0 to 1, not NaN");
    assertThatThrownBy(() -> new LearnedBuckets(new FastSimHash(9, 21, 1, 1), 10, 5, 1))
        .hasMessage("codeBits must be at most 20, not 21");
    LearnedBuckets buckets = new LearnedBuckets(family, 10, 5, 0.5);
    assertThatThrownBy(
            () -> buckets.refill(ArraySource.random(9, DIMENSION, 0, 1), new float[10], 1))
        .hasMessage("the number of vectors must be 10, not 9");
  }
}
