package org.sluice.mips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.memory.FloatRows;

class MipsIndexTest {
  private static final MipsConfig COSINE = MipsConfig.of(Metric.COSINE);

  @Test
  void exampleOfTheDocumentation(@TempDir Path folder) throws Exception {
    float[][] vectors = {{1, 0}, {.8f, .6f}, {0, 1}};
    MipsIndex index = MipsIndex.build(Vectors.of(vectors), MipsConfig.of(Metric.COSINE), 1);
    Hits hits = index.search(new float[] {2, 1}, 2);
    assertThat(hits.ids()).containsExactly(1, 0);
    index.add(7, new float[] {2, 1.1f});
    index.remove(0);
    index.save(folder.resolve("vectors.index"));
    MipsIndex mapped = MipsIndex.open(folder.resolve("vectors.index"));
    assertThat(mapped.search(new float[] {2, 1}, 5).ids()).containsExactly(7, 1, 2);
  }

  @Property(tries = 60, seed = "1")
  void exactSearchIsBruteForce(
      @ForAll @IntRange(min = 1, max = 400) int rows,
      @ForAll @IntRange(min = 1, max = 40) int dimension,
      @ForAll @IntRange(min = 1, max = 30) int k,
      @ForAll Metric metric,
      @ForAll long seed) {
    float[][] vectors = Clusters.vectors(rows, dimension, 5, seed);
    float[] query = Clusters.vectors(1, dimension, 1, seed + 1)[0];
    MipsConfig config = MipsConfig.of(metric).structure(new Structure.Lists(Math.min(rows, 7)));
    for (MipsIndex index :
        List.of(
            MipsIndex.build(Vectors.of(vectors), config.structure(new Structure.Exact()), 2),
            MipsIndex.build(Vectors.of(vectors), config, 1))) {
      Hits hits = index.search(query, k, Effort.EXACT);
      List<Integer> best = Clusters.best(metric, vectors, query, k);
      assertThat(hits.size()).isEqualTo(best.size());
      for (int i = 0; i < best.size(); i++) {
        double sign = metric == Metric.EUCLIDEAN ? -1 : 1;
        double want = Clusters.score(metric, vectors[best.get(i)], query);
        assertThat((double) hits.scores()[i]).isCloseTo(sign * want, within(1e-3));
        double got = Clusters.score(metric, vectors[(int) hits.ids()[i]], query);
        assertThat(got).isCloseTo(want, within(1e-3));
      }
      // Whatever is left out, the answers that come are right and as many as asked for.
      Hits some = index.search(query, k, new Effort(1, 1));
      assertThat(some.size()).isEqualTo(best.size());
      assertThat(Arrays.stream(some.ids()).distinct().count()).isEqualTo(best.size());
      for (int i = 0; i < some.size(); i++) {
        double sign = metric == Metric.EUCLIDEAN ? -1 : 1;
        assertThat(sign * some.scores()[i])
            .isCloseTo(Clusters.score(metric, vectors[(int) some.ids()[i]], query), within(1e-3));
      }
    }
  }

  @Test
  void everyStructureReachesTheRecallAskedFor() {
    float[][] vectors = Clusters.vectors(12_000, 24, 100, 1);
    float[][] queries = new float[100][];
    float[][] others = Clusters.vectors(12_100, 24, 100, 1);
    System.arraycopy(others, 12_000, queries, 0, 100);
    for (Metric metric : Metric.values()) {
      for (Structure structure :
          List.of(new Structure.Lists(0), new Structure.Tables(0, 0), new Structure.Exact())) {
        MipsIndex index =
            MipsIndex.build(
                Vectors.of(vectors),
                null,
                Vectors.of(queries),
                MipsConfig.of(metric).structure(structure).recall(.9),
                2);
        assertThat(Clusters.recall(index, vectors, queries))
            .as("%s %s %s", metric, structure, index.describe())
            .isGreaterThan(.9);
      }
    }
  }

  @Test
  void listsReadASmallPart() {
    float[][] vectors = Clusters.vectors(20_000, 32, 200, 3);
    MipsIndex index = MipsIndex.build(Vectors.of(vectors), MipsConfig.of(Metric.EUCLIDEAN), 2);
    ListSegment segment = (ListSegment) index.snapshot().segments().getFirst();
    assertThat(segment.tuning().probes()).isLessThan(segment.lists() / 4);
    assertThat(segment.tuning().reached()).isGreaterThanOrEqualTo(.95);
  }

  @Test
  void buildingIsDeterministic() {
    float[][] vectors = Clusters.vectors(5_000, 17, 30, 9);
    MipsIndex one = MipsIndex.build(Vectors.of(vectors), COSINE, 1);
    MipsIndex two = MipsIndex.build(Vectors.of(vectors), COSINE, 2);
    assertThat(one.describe()).isEqualTo(two.describe());
    for (int i = 0; i < 50; i++) {
      assertThat(one.search(vectors[i], 5).ids()).isEqualTo(two.search(vectors[i], 5).ids());
    }
  }

  @Test
  void allSourcesGiveTheSame() {
    float[][] vectors = Clusters.vectors(300, 5, 3, 2);
    float[] flat = new float[1500];
    try (FloatRows matrix = FloatRows.allocate(300, 5)) {
      for (int i = 0; i < 300; i++) {
        System.arraycopy(vectors[i], 0, flat, 5 * i, 5);
        matrix.set(i, vectors[i], 0);
      }
      long[] want = MipsIndex.build(Vectors.of(vectors), COSINE, 1).search(vectors[3], 9).ids();
      assertThat(MipsIndex.build(Vectors.of(flat, 5), COSINE, 1).search(vectors[3], 9).ids())
          .isEqualTo(want);
      assertThat(MipsIndex.build(Vectors.of(matrix), COSINE, 1).search(vectors[3], 9).ids())
          .isEqualTo(want);
    }
  }

  @Test
  void batchesAnswerLikeSingleQueries() {
    float[][] vectors = Clusters.vectors(3_000, 8, 10, 2);
    MipsIndex index = MipsIndex.build(Vectors.of(vectors), COSINE, 1);
    Hits[] all = index.searchAll(Vectors.of(vectors), 3, Effort.TUNED, 3);
    for (int i = 0; i < vectors.length; i += 97) {
      assertThat(all[i].ids()).isEqualTo(index.search(vectors[i], 3).ids());
    }
  }

  @Property(tries = 12, seed = "2")
  void changesAreThoseOfAMap(@ForAll long seed, @ForAll Metric metric) {
    Random random = new Random(seed);
    float[][] pool = Clusters.vectors(4_000, 6, 20, seed);
    Structure structure =
        random.nextBoolean() ? new Structure.Lists(0) : new Structure.Tables(0, 10);
    MipsIndex index = MipsIndex.empty(6, MipsConfig.of(metric).structure(structure), 1);
    Map<Long, float[]> model = new HashMap<>();
    for (int step = 0; step < 9_000; step++) {
      long id = random.nextInt(5_000);
      float[] vector = pool[random.nextInt(pool.length)];
      int dice = random.nextInt(10);
      if (dice < 7) {
        index.put(id, vector);
        model.put(id, vector);
      } else {
        assertThat(index.remove(id)).isEqualTo(model.remove(id) != null);
      }
      if (step == 7_000) {
        index.compact();
        assertThat(index.segments()).isEqualTo(1);
      }
    }
    assertThat(index.size()).isEqualTo(model.size());
    Hits all = index.search(pool[0], 10_000, Effort.EXACT);
    assertThat(Arrays.stream(all.ids()).boxed().toList())
        .containsExactlyInAnyOrderElementsOf(model.keySet());
    for (int i = 0; i < all.size(); i++) {
      double sign = metric == Metric.EUCLIDEAN ? -1 : 1;
      assertThat(sign * all.scores()[i])
          .isCloseTo(Clusters.score(metric, model.get(all.ids()[i]), pool[0]), within(1e-3));
    }
  }

  @Test
  void removedVectorsNeverComeAndSegmentsAreWrittenAnew() {
    float[][] vectors = Clusters.vectors(6_000, 10, 20, 4);
    MipsIndex index = MipsIndex.build(Vectors.of(vectors), MipsConfig.of(Metric.EUCLIDEAN), 1);
    Set<Long> left = new HashSet<>();
    for (int i = 0; i < 6_000; i++) {
      if (i % 4 != 0) {
        assertThat(index.remove(i)).isTrue();
      } else {
        left.add((long) i);
      }
    }
    for (int i = 0; i < 6_000; i += 50) {
      for (long id : index.search(vectors[i], 20).ids()) {
        assertThat(left).contains(id);
      }
    }
    assertThat(index.search(vectors[0], 9_999, Effort.EXACT).size()).isEqualTo(1_500);
    assertThat(index.snapshot().segments().getFirst().store().rows()).isLessThan(3_100);
    left.forEach(index::remove);
    assertThat(index.size()).isZero();
    assertThat(index.search(vectors[0], 3).size()).isZero();
  }

  @Test
  void askingForMoreThanThereIsGivesAllWithEveryStructure() {
    float[][] vectors = Clusters.vectors(2_500, 6, 20, 4);
    for (Structure structure :
        List.of(new Structure.Lists(0), new Structure.Tables(0, 10), new Structure.Exact())) {
      MipsIndex index = MipsIndex.build(Vectors.of(vectors), COSINE.structure(structure), 1);
      for (Effort effort : List.of(new Effort(0, 100), Effort.TUNED, Effort.EXACT)) {
        assertThat(index.search(vectors[0], Integer.MAX_VALUE, effort).size()).isEqualTo(2_500);
      }
    }
  }

  @Test
  void wrongInputIsNamed() {
    float[][] bad = {{1, 2}, {3, Float.NaN}};
    MipsIndex index = MipsIndex.build(Vectors.of(new float[][] {{1, 2}, {3, 4}}), COSINE, 1);
    Map<ThrowingCallable, String> cases = new HashMap<>();
    cases.put(
        () -> MipsIndex.build(Vectors.of(bad), COSINE, 1), "vector 1: value 1 must be finite: NaN");
    cases.put(() -> Vectors.of(new float[0][]), "there must be at least one vector: 0");
    cases.put(
        () -> MipsIndex.build(Vectors.of(new float[0], 3), COSINE, 1),
        "there must be at least one vector: 0");
    cases.put(
        () -> Vectors.of(new float[][] {{1}, {1, 2}}),
        "vector 1 must have 1 values like the first: 2");
    cases.put(() -> index.search(new float[] {1}, 1), "query must have the index's dimension 2: 1");
    cases.put(
        () -> index.search(new float[] {1, Float.POSITIVE_INFINITY}, 1),
        "query 0: value 1 must be finite: Infinity");
    cases.put(() -> index.search(new float[] {1, 2}, 0), "k must be at least 1: 0");
    cases.put(
        () -> index.add(1, new float[] {1, 2}),
        "id 1 must not be in the index already: remove it first, or put the vector");
    cases.put(() -> index.add(-1, new float[] {1, 2}), "id must be at least 0: -1");
    cases.put(
        () -> index.put(5, new float[] {1, Float.NaN}), "vector 5: value 1 must be finite: NaN");
    cases.put(
        () ->
            MipsIndex.build(
                Vectors.of(new float[][] {{1}, {2}}), new long[] {4, 4}, null, COSINE, 1),
        "id 4 must be given to one vector only: to 0 and 1");
    cases.put(() -> COSINE.recall(1), "recall must be above 0 and below 1, not 1.0");
    cases.forEach(
        (call, message) ->
            assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message));
    assertThat(index.search(new float[] {1, 2}, 9).ids()).containsExactly(0, 1);
  }

  @Test
  void extremeValuesKeepTheirOrder() {
    float[][] vectors = {{1e-30f, 0}, {1e30f, 1e30f}, {0, 0}, {-1e30f, 0}};
    MipsIndex index = MipsIndex.build(Vectors.of(vectors), COSINE, 1);
    assertThat(index.search(new float[] {1e-38f, 0}, 4).ids()).containsExactly(0, 1, 2, 3);
    assertThatThrownBy(
            () -> MipsIndex.build(Vectors.of(vectors), MipsConfig.of(Metric.EUCLIDEAN), 1))
        .hasMessageContaining("must be shorter than 1e18");
  }
}
