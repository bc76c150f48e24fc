package org.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sluice.hash.FastSimHash;
import org.sluice.hash.HashFamily;

class TableQueryTest {
  private static final int DIMENSION = 24;
  private static final int L = 9;

  private final SplittableRandom random = new SplittableRandom(4);

  /** How many tables return each id, from the codes alone. */
  private static int[] collisions(HashFamily family, ArraySource source, float[] query) {
    int[] wanted = new int[family.l()];
    family.newHasher().hash(query, 0, wanted);
    int[] counts = new int[source.rows()];
    int[] codes = new int[family.l()];
    for (int row = 0; row < source.rows(); row++) {
      family.newHasher().hash(source.vectors()[row], 0, codes);
      for (int table = 0; table < codes.length; table++) {
        counts[row] += codes[table] == wanted[table] ? 1 : 0;
      }
    }
    return counts;
  }

  @Property(tries = 60)
  void selectionsReturnWhatTheCodesSay(
      @ForAll @IntRange(min = 1, max = 1500) int rows,
      @ForAll @IntRange(min = 1, max = 8) int k,
      @ForAll @IntRange(min = 0, max = 200) int limit,
      @ForAll @IntRange(min = 1, max = L) int least,
      @ForAll long seed) {
    ArraySource source = ArraySource.random(rows, DIMENSION, 0.4, seed);
    HashFamily family = new FastSimHash(DIMENSION, k, L, seed);
    TableQuery query = HashTables.build(family, source, TableOptions.unlimited(), 1).query();
    // The second query must not see the first one's counts.
    for (float[] vector : ArraySource.random(2, DIMENSION, 0.4, ~seed).vectors()) {
      int[] counts = collisions(family, source, vector);
      int[] ranked = Arrays.stream(counts).filter(c -> c > 0).map(c -> -c).sorted().toArray();
      int distinct = Math.min(limit, ranked.length);

      int[] top = ask(query, vector, new Selection.TopK(), limit);
      assertThat(IntStream.of(top).map(id -> -counts[id]))
          .containsExactlyElementsOf(Arrays.stream(ranked).limit(limit).boxed().toList());
      assertThat(top).doesNotHaveDuplicates().hasSize(distinct);

      int[] vanilla = ask(query, vector, new Selection.Vanilla(), limit);
      assertThat(vanilla).doesNotHaveDuplicates().hasSize(distinct);
      assertThat(IntStream.of(vanilla)).allMatch(id -> counts[id] > 0);

      Map<Integer, Integer> told = new HashMap<>();
      int reads =
          query.tally(
              vector, 0, limit, random, (id, times) -> assertThat(told.put(id, times)).isNull());
      assertThat(reads).isEqualTo(Arrays.stream(counts).sum());
      assertThat(told.size()).isGreaterThanOrEqualTo(distinct);
      int last = distinct == 0 ? L + 1 : -ranked[distinct - 1];
      for (int id = 0; id < rows; id++) {
        if (last == 1 && counts[id] == 1) {
          assertThat(told.getOrDefault(id, 1)).isEqualTo(1);
        } else {
          assertThat(told.getOrDefault(id, 0)).isEqualTo(counts[id] >= last ? counts[id] : 0);
        }
      }

      int enough = (int) Arrays.stream(counts).filter(c -> c >= least).count();
      int[] kept = ask(query, vector, new Selection.Threshold(least), limit);
      assertThat(kept).doesNotHaveDuplicates().hasSize(Math.min(limit, enough));
      assertThat(IntStream.of(kept)).allMatch(id -> counts[id] >= least);
    }
  }

  private int[] ask(TableQuery query, float[] vector, Selection selection, int limit) {
    int[] target = new int[limit];
    return Arrays.copyOf(target, query.candidates(vector, 0, selection, limit, random, target));
  }

  @Test
  void countsStayRightOverMoreQueriesThanTheCountersCanNumber() {
    ArraySource source = ArraySource.random(300, DIMENSION, 0.4, 5);
    HashFamily family = new FastSimHash(DIMENSION, 4, L, 5);
    TableQuery query = HashTables.build(family, source, TableOptions.unlimited(), 1).query();
    float[][] vectors = ArraySource.random(3, DIMENSION, 0.4, 6).vectors();
    int[][] counts = new int[3][];
    Arrays.setAll(counts, v -> collisions(family, source, vectors[v]));
    // 65,536 / 20 queries use the counters up.
    for (int i = 0; i < 8000; i++) {
      int v = i % 3;
      int excluded = i % 300;
      query.exclude(new int[] {excluded}, 0, 1);
      int[] found = ask(query, vectors[v], new Selection.Threshold(3), 300);
      long expected =
          IntStream.range(0, 300).filter(id -> counts[v][id] >= 3 && id != excluded).count();
      if (found.length != expected) {
        assertThat(found).describedAs("query " + i).hasSize((int) expected);
      }
    }
  }

  @Test
  void excludedIdsAreLeftOutOfOneQueryByEverySelection() {
    ArraySource source = ArraySource.random(400, DIMENSION, 0.4, 7);
    HashFamily family = new FastSimHash(DIMENSION, 3, L, 7);
    TableQuery query = HashTables.build(family, source, TableOptions.unlimited(), 1).query();
    float[] vector = source.vectors()[17];
    for (Selection selection :
        new Selection[] {
          new Selection.TopK(), new Selection.Vanilla(), new Selection.Threshold(1)
        }) {
      int[] all = ask(query, vector, selection, 400);
      assertThat(all).contains(17);
      int[] out = {-1, 17, all[0], all[all.length - 1], -1};
      query.exclude(out, 1, 4);
      Set<Integer> rest = new HashSet<>(Arrays.stream(all).boxed().toList());
      Arrays.stream(out).forEach(rest::remove);
      assertThat(ask(query, vector, selection, 400)).containsExactlyInAnyOrder(ints(rest));
      assertThat(ask(query, vector, selection, 400)).containsExactlyInAnyOrder(all);
    }
  }

  private static int[] ints(Set<Integer> set) {
    return set.stream().mapToInt(Integer::intValue).toArray();
  }

  @Test
  void aVectorItselfIsReturnedFirst() {
    ArraySource source = ArraySource.random(2000, DIMENSION, 0, 8);
    HashFamily family = new FastSimHash(DIMENSION, 8, L, 8);
    TableQuery query = HashTables.build(family, source, TableOptions.unlimited(), 1).query();
    for (int row = 0; row < 2000; row += 100) {
      assertThat(ask(query, source.vectors()[row], new Selection.TopK(), 1)).containsExactly(row);
    }
  }

  @Test
  void anOverfullBucketIsReadFromARandomPlace() {
    float[][] vectors = new float[40][];
    Arrays.fill(vectors, new float[] {1, 2, 3});
    HashTables tables =
        HashTables.build(
            new FastSimHash(3, 4, 1, 1),
            new ArraySource(vectors, 3),
            TableOptions.ofCapacity(5),
            1);
    TableQuery query = tables.query();
    int[] times = new int[40];
    int queries = 8000;
    for (int i = 0; i < queries; i++) {
      int[] found = ask(query, vectors[0], new Selection.Vanilla(), 40);
      assertThat(found).hasSize(5);
      for (int j = 1; j < 5; j++) {
        assertThat(found[j]).isEqualTo((found[j - 1] + 1) % 40);
      }
      Arrays.stream(found).forEach(id -> times[id]++);
    }
    // Each id is read with probability 1/8: 1,000 times, deviation 30.
    assertThat(IntStream.of(times)).allMatch(t -> t > 850 && t < 1150);
  }

  @Test
  void vanillaTakesTablesInRandomOrder() {
    ArraySource source = ArraySource.random(3000, DIMENSION, 0, 9);
    HashFamily family = new FastSimHash(DIMENSION, 5, L, 9);
    TableQuery query = HashTables.build(family, source, TableOptions.unlimited(), 1).query();
    Set<Integer> firsts = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      firsts.add(ask(query, source.vectors()[2990], new Selection.Vanilla(), 1)[0]);
    }
    assertThat(firsts).hasSizeBetween(4, L);
  }

  @Test
  void sparseQueriesFindWhatDenseOnesFind() {
    ArraySource source = ArraySource.random(500, DIMENSION, 0, 10);
    HashFamily family = new FastSimHash(DIMENSION, 4, L, 10);
    HashTables tables = HashTables.build(family, source, TableOptions.unlimited(), 1);
    float[] vector = new float[DIMENSION];
    vector[3] = 2;
    vector[20] = -1;
    int[] dense = new int[10];
    int[] sparse = new int[10];
    Selection top = new Selection.TopK();
    int a = tables.query().candidates(vector, 0, top, 10, new SplittableRandom(1), dense);
    int b =
        tables
            .query()
            .candidates(
                new int[] {3, 20},
                new float[] {2, -1},
                0,
                2,
                top,
                10,
                new SplittableRandom(1),
                sparse);
    assertThat(b).isEqualTo(a).isEqualTo(10);
    assertThat(sparse).isEqualTo(dense);
  }

  @Test
  void refusesALimitBeyondTheTarget() {
    HashTables tables =
        HashTables.build(
            new FastSimHash(3, 4, 1, 1),
            ArraySource.random(5, 3, 0, 1),
            TableOptions.unlimited(),
            1);
    assertThatThrownBy(
            () ->
                tables
                    .query()
                    .candidates(new float[3], 0, new Selection.TopK(), 3, random, new int[2]))
        .hasMessage("limit must be from 0 to the target's length 2, not 3");
    assertThatThrownBy(() -> new Selection.Threshold(0))
        .hasMessage("tables must be at least 1, not 0");
  }
}
