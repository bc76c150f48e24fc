package org.sluice.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SearchTest {
  @Property(tries = 40)
  void everythingProbedIsExact(
      @ForAll @IntRange(min = 1, max = 700) int count,
      @ForAll @IntRange(min = 1, max = 40) int dimension,
      @ForAll @IntRange(min = 1, max = 150) int rows,
      @ForAll @IntRange(min = 1, max = 90) int k,
      @ForAll long seed) {
    LabelMatrix labels = Planted.labels(count, dimension, seed);
    try {
      float[] queries = Planted.normal(rows * dimension, 1, seed + 7);
      QuerySource source = QuerySource.of(queries, dimension);
      // Two lists that share labels and together hold all; and one list of all.
      int size = Math.max(1, (2 * count + 2) / 3);
      int[] ids = new int[2 * size];
      for (int i = 0; i < size; i++) {
        ids[i] = i;
        ids[size + i] = count - 1 - i;
      }
      float[] centroids = Planted.normal(2 * dimension, 1, seed + 9);
      QueryLists two = QueryLists.of(dimension, count, size, centroids, ids);
      QueryLists all = QueryLists.all(count, dimension);

      Candidates fromTwo = QueryListMiner.mine(two, labels, source, 2, k, 1);
      Candidates fromAll = QueryListMiner.mine(all, labels, source, 1, k, 2);
      QueryListSearch search = new QueryListSearch(two, labels, 2);
      for (int row = 0; row < rows; row++) {
        double[] scores = Planted.scores(labels, queries, row);
        double[] falling = Arrays.stream(scores).map(s -> -s).sorted().map(s -> -s).toArray();
        int found = search.search(queries, row * dimension, k);
        assertThat(found).isEqualTo(Math.min(k, count)).isEqualTo(search.found());
        assertThat(search.scanned()).isEqualTo(count);
        assertThat(fromTwo.count(row)).isEqualTo(found);
        assertThat(fromAll.count(row)).isEqualTo(found);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < found; i++) {
          int at = row * k + i;
          // Ranked as by brute force, but for ties of rounding.
          requireScore(fromTwo.ids()[at], fromTwo.scores()[at], scores, falling[i]);
          requireScore(fromAll.ids()[at], fromAll.scores()[at], scores, falling[i]);
          requireScore(search.id(i), search.score(i), scores, falling[i]);
          assertThat(seen.add(fromTwo.ids()[at])).isTrue();
        }
      }
    } finally {
      Planted.free(labels);
    }
  }

  private static void requireScore(int id, float score, double[] scores, double expected) {
    assertThat((double) score).isCloseTo(expected, within(1e-3));
    assertThat(scores[id]).isCloseTo(expected, within(1e-3));
  }

  @Test
  void manyAtOnceFindWhatOneFinds() {
    int dimension = 24;
    int rows = 3000;
    LabelMatrix labels = Planted.labels(6000, dimension, 4);
    try {
      float[] queries = Planted.bundles(rows, dimension, 60, 0.5, 8);
      QuerySource source = QuerySource.of(queries, dimension);
      QueryLists lists =
          QueryLists.build(labels, source, new QueryListConfig(70, 600, 2000, 5, 1), 2);

      Candidates many = QueryListMiner.mine(lists, labels, source, 5, 30, 3);

      QueryListSearch search = new QueryListSearch(lists, labels, 5);
      for (int row = 0; row < rows; row++) {
        int found = search.search(queries, row * dimension, 30);
        assertThat(many.count(row)).isEqualTo(found);
        for (int i = 0; i < found; i++) {
          assertThat(many.scores()[row * 30 + i]).isCloseTo(search.score(i), within(1e-3f));
        }
      }
      Candidates again = QueryListMiner.mine(lists, labels, source, 5, 30, 1);
      assertThat(again.ids()).containsExactly(many.ids());
      assertThat(again.scores()).containsExactly(many.scores());
    } finally {
      Planted.free(labels);
    }
  }

  @Test
  void recallIsHighWhereQueriesComeInBundlesAndRisesWithProbes() {
    int dimension = 32;
    LabelMatrix labels = Planted.labels(8000, dimension, 2);
    try {
      QuerySource queries = QuerySource.of(Planted.bundles(4000, dimension, 50, 0.3, 3), dimension);
      int[] first = IntStream.range(0, 2000).toArray();
      int[] second = IntStream.range(2000, 4000).toArray();
      QueryLists lists =
          QueryLists.build(
              labels,
              QuerySource.select(queries, first),
              new QueryListConfig(50, 200, 2000, 6, 1),
              2);
      QuerySource unseen = QuerySource.select(queries, second);

      RecallReport one = RecallReport.measure(lists, labels, unseen, 1, 10, 300, 1, 2);
      RecallReport four = RecallReport.measure(lists, labels, unseen, 4, 10, 300, 1, 2);
      RecallReport all =
          RecallReport.measure(QueryLists.all(8000, dimension), labels, unseen, 1, 10, 300, 1, 2);

      assertThat(one.scanned()).isCloseTo(0.025, within(1e-9));
      assertThat(one.recall()).isGreaterThan(0.8);
      assertThat(four.recall()).isGreaterThanOrEqualTo(one.recall());
      assertThat(four.scanned()).isBetween(0.025, 0.1);
      assertThat(all).isEqualTo(new RecallReport(1, 10, 300, 1, 1));
    } finally {
      Planted.free(labels);
    }
  }

  @Test
  void placesWithoutLabelsAreMarked() {
    LabelMatrix labels = Planted.labels(5, 3, 2);
    LabelMatrix none = Planted.labels(0, 3, 2);
    try {
      QuerySource source = QuerySource.of(new float[] {1, 2, 3, Float.NaN, 0, 0}, 3);
      Candidates found = QueryListMiner.mine(QueryLists.all(5, 3), labels, source, 1, 7, 1);
      assertThat(found.count(0)).isEqualTo(5);
      assertThat(found.ids()[5]).isEqualTo(-1);
      assertThat(found.scores()[5]).isEqualTo(Float.NEGATIVE_INFINITY);
      assertThat(found.count(1)).isZero();

      Candidates nothing = QueryListMiner.mine(QueryLists.all(0, 3), none, source, 1, 2, 1);
      assertThat(nothing.ids()).containsOnly(-1);
      assertThat(new QueryListSearch(QueryLists.all(0, 3), none, 1).search(new float[3], 0, 2))
          .isZero();
    } finally {
      Planted.free(labels);
      Planted.free(none);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    LabelMatrix labels = Planted.labels(5, 3, 2);
    try {
      QueryLists lists = QueryLists.all(5, 3);
      QuerySource source = QuerySource.of(new float[6], 3);
      refused(
          () -> QueryListMiner.mine(QueryLists.all(6, 3), labels, source, 1, 1, 1),
          "lists must be of the label vectors' shape 5 x 3: 6 x 3");
      refused(
          () -> QueryListMiner.mine(lists, labels, QuerySource.of(new float[6], 2), 1, 1, 1),
          "queries must have the lists' dimension 3: 2");
      refused(
          () -> QueryListMiner.mine(lists, labels, source, -1, 1, 1),
          "probes must be at least 1: -1");
      refused(() -> new QueryListSearch(lists, labels, 0), "probes must be at least 1: 0");
      refused(() -> QueryListMiner.mine(lists, labels, source, 1, 0, 1), "k must be at least 1: 0");
      refused(
          () -> QueryListMiner.mine(lists, labels, source, 1, Integer.MAX_VALUE, 1),
          "queries * k must be at most 2147483639: 4294967294");
      refused(
          () -> new QueryListSearch(lists, labels, 1).search(new float[3], 0, 0),
          "k must be at least 1: 0");
      refused(
          () -> QuerySource.of(new float[7], 3),
          "dimension must be at least 1 and divide the number of values (7): 3");
      refused(() -> QuerySource.select(source, new int[] {2}), "row must be from 0 to below 2: 2");
      refused(
          () -> new LabelMatrix(labels.vectors(), new float[4]),
          "biases must be as many as label vectors (5): 4");
      refused(
          () -> RecallReport.measure(lists, labels, source, 1, 1, 0, 1, 1),
          "recall needs at least one query: 0");
    } finally {
      Planted.free(labels);
    }
  }

  private static void refused(Runnable action, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
