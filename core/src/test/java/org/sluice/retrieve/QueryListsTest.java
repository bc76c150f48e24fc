package org.sluice.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryListsTest {
  private static final int DIMENSION = 12;
  private static final int LABELS = 900;

  private final LabelMatrix labels = Planted.labels(LABELS, DIMENSION, 6);
  private final float[] queries = Planted.bundles(2000, DIMENSION, 10, 0.3, 3);
  private final QuerySource source = QuerySource.of(queries, DIMENSION);

  @AfterEach
  void free() {
    Planted.free(labels);
  }

  @Test
  void listsHoldTheBestLabelsOfTheirClustersMean() {
    QueryLists lists = QueryLists.build(labels, source, new QueryListConfig(10, 50, 2000, 6, 1), 2);

    float[] centroids = lists.centroids();
    int[] cluster = new int[2000];
    double[] sums = new double[10];
    int[] members = new int[10];
    for (int i = 0; i < 2000; i++) {
      cluster[i] = nearest(centroids, i);
      sums[cluster[i]] += Math.sqrt(dot(queries, i, queries, i));
      members[cluster[i]]++;
    }
    for (int c = 0; c < 10; c++) {
      float[] mean = Arrays.copyOfRange(centroids, c * DIMENSION, (c + 1) * DIMENSION);
      for (int j = 0; j < DIMENSION; j++) {
        mean[j] *= (float) (sums[c] / members[c]);
      }
      double[] scores = Planted.scores(labels, mean, 0);
      int[] best =
          IntStream.range(0, LABELS)
              .boxed()
              .sorted(Comparator.comparingDouble(l -> -scores[l]))
              .limit(50)
              .mapToInt(l -> l)
              .toArray();
      int[] list = Arrays.copyOfRange(lists.ids(), c * 50, (c + 1) * 50);
      assertThat(list).containsExactly(best);
    }
  }

  private int nearest(float[] centroids, int row) {
    return IntStream.range(0, centroids.length / DIMENSION)
        .boxed()
        .max(Comparator.comparingDouble(c -> dot(queries, row, centroids, c)))
        .orElseThrow();
  }

  private static double dot(float[] a, int i, float[] b, int c) {
    double sum = 0;
    for (int j = 0; j < DIMENSION; j++) {
      sum += (double) a[i * DIMENSION + j] * b[c * DIMENSION + j];
    }
    return sum;
  }

  @Test
  void threadsChangeNothingAndTheSeedDoes() {
    QueryListConfig config = new QueryListConfig(20, 64, 900, 4, 5);
    QueryLists one = QueryLists.build(labels, source, config, 1);
    QueryLists three = QueryLists.build(labels, source, config, 3);
    QueryLists other = QueryLists.build(labels, source, new QueryListConfig(20, 64, 900, 4, 6), 1);

    assertThat(three.centroids()).containsExactly(one.centroids());
    assertThat(three.ids()).containsExactly(one.ids());
    assertThat(other.centroids()).isNotEqualTo(one.centroids());
  }

  @Test
  void survivesAsArrays() {
    QueryLists built = QueryLists.build(labels, source, new QueryListConfig(16, 40, 500, 3, 5), 1);
    QueryLists again =
        QueryLists.of(DIMENSION, LABELS, built.listSize(), built.centroids(), built.ids());

    Candidates expected = QueryListMiner.mine(built, labels, source, 2, 10, 1);
    Candidates actual = QueryListMiner.mine(again, labels, source, 2, 10, 1);
    assertThat(actual.ids()).containsExactly(expected.ids());
    assertThat(actual.scores()).containsExactly(expected.scores());
  }

  @Test
  void fewLabelsMakeOneListOfAll() {
    QueryListConfig config = QueryListConfig.defaults(100_000, LABELS, 40, 1);
    QueryLists lists = QueryLists.build(labels, source, config, 1);
    assertThat(lists.clusters()).isEqualTo(1);
    assertThat(lists.ids()).containsExactly(IntStream.range(0, LABELS).toArray());

    QueryLists big = QueryLists.build(labels, source, new QueryListConfig(20, 1000, 100, 2, 1), 1);
    assertThat(big.clusters()).isEqualTo(1);
  }

  @Test
  void fewQueriesMakeFewClusters() {
    QuerySource three = QuerySource.select(source, new int[] {5, 1, 700});
    QueryLists lists = QueryLists.build(labels, three, new QueryListConfig(20, 30, 100, 2, 1), 2);
    assertThat(lists.clusters()).isEqualTo(3);
  }

  @Test
  void refusesWhatDoesNotFit() {
    QueryListConfig config = new QueryListConfig(20, 30, 100, 2, 1);
    refused(
        () -> QueryLists.build(labels, QuerySource.of(new float[8], 4), config, 1),
        "queries must have the label vectors' dimension 12: 4");
    refused(() -> QueryLists.build(labels, source, config, 0), "threads must be at least 1: 0");
    refused(
        () -> QueryLists.build(labels, QuerySource.of(new float[0], DIMENSION), config, 1),
        "queries must be at least 1 to fill lists from: 0");
    queries[5] = Float.NaN;
    refused(
        () -> QueryLists.build(labels, QuerySource.select(source, new int[] {0}), config, 1),
        "label vectors and queries must be finite: 30 scores are NaN");
  }

  @Test
  void refusesDamagedArrays() {
    float[] centroids = {1, 0, 0, 1};
    refused(() -> QueryLists.of(0, 9, 3, centroids, new int[6]), "dimension must be at least 1: 0");
    refused(
        () -> QueryLists.of(3, 9, 3, centroids, new int[6]),
        "centroids must be at least one of 3 values: 4");
    refused(
        () -> QueryLists.of(2, 9, 10, centroids, new int[20]),
        "listSize must be from 1 to the number of labels (9): 10");
    refused(
        () -> QueryLists.of(2, 9, 0, centroids, new int[0]),
        "listSize must be from 1 to the number of labels (9): 0");
    refused(() -> QueryLists.of(2, 9, 3, centroids, new int[5]), "ids must be 2 lists of 3: 5");
    refused(
        () -> QueryLists.of(2, 9, 3, centroids, new int[] {0, 1, 2, 3, 9, 5}),
        "ids[4] must be from 0 to below 9: 9");
    refused(
        () -> QueryLists.of(2, 9, 3, centroids, new int[] {0, 1, 2, 3, 5, 5}),
        "ids[5] must be once in its list: 5");
    refused(
        () -> QueryLists.of(2, 9, 1, new float[] {1, Float.NaN}, new int[] {0}),
        "centroids must be finite");
    assertThat(QueryLists.of(2, 9, 3, centroids, new int[] {0, 1, 2, 2, 1, 0}).clusters())
        .isEqualTo(2);
  }

  @Test
  void settingsHaveRules() {
    refused(() -> new QueryListConfig(0, 1, 1, 1, 1), "clusters must be from 1 to 1048576: 0");
    refused(() -> new QueryListConfig(2, 0, 2, 1, 1), "listSize must be from 1 to 16777216: 0");
    refused(
        () -> new QueryListConfig(2, 1, 1, 1, 1),
        "sample must be from clusters (2) to 16777216: 1");
    refused(() -> new QueryListConfig(2, 1, 2, 0, 1), "rounds must be from 1 to 1000: 0");
    refused(() -> QueryListConfig.defaults(9, 9, 0, 1), "wanted must be at least 1: 0");
    for (int rows : new int[] {0, 1, 1000, 576_110, Integer.MAX_VALUE}) {
      for (int many : new int[] {0, 1, 4000, 4001, 670_091, Integer.MAX_VALUE}) {
        assertThat(QueryListConfig.defaults(rows, many, 500, 1).clusters()).isPositive();
      }
    }
    assertThat(QueryListConfig.defaults(576_110, 73_848, 40, 1))
        .isEqualTo(new QueryListConfig(1012, 256, 60_000, 6, 1));
  }

  private static void refused(Runnable action, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
