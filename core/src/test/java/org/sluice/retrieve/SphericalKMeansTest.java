package org.sluice.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SphericalKMeansTest {
  private static final int DIMENSION = 20;

  @Test
  void everyRoundComesCloserToTheVectors() {
    float[] vectors = Planted.normal(3000 * DIMENSION, 1, 3);

    double[] objective = SphericalKMeans.cluster(vectors, DIMENSION, 50, 10, 1, 2).objective();

    assertThat(objective).hasSize(11);
    for (int round = 1; round < objective.length; round++) {
      assertThat(objective[round]).isGreaterThan(objective[round - 1] - 1e-6);
    }
    assertThat(objective[10]).isGreaterThan(objective[0] + 0.05);
  }

  @Test
  void findsPlantedClusters() {
    int planted = 8;
    float[] vectors = Planted.bundles(2000, DIMENSION, planted, 0.1, 5);

    // More clusters than bundles, so that every bundle gets one whatever rows are drawn.
    SphericalKMeans.Result result =
        SphericalKMeans.cluster(vectors, DIMENSION, 4 * planted, 8, 11, 2);

    int[] bundleOf = new int[4 * planted];
    Arrays.fill(bundleOf, -1);
    for (int i = 0; i < 2000; i++) {
      int cluster = result.assignment()[i];
      assertThat(bundleOf[cluster]).isIn(-1, i % planted);
      bundleOf[cluster] = i % planted;
    }
    assertThat(result.objective()[8]).isGreaterThan(0.98);
  }

  @Test
  void assignsToTheNearestCentroidOfLengthOne() {
    float[] vectors = Planted.bundles(500, DIMENSION, 9, 0.5, 2);
    SphericalKMeans.Result result = SphericalKMeans.cluster(vectors, DIMENSION, 16, 3, 2, 1);

    for (int i = 0; i < 500; i++) {
      double[] cosines = new double[16];
      for (int c = 0; c < 16; c++) {
        cosines[c] = dot(vectors, i, result.centroids(), c);
      }
      double most = Arrays.stream(cosines).max().orElseThrow();
      assertThat(cosines[result.assignment()[i]]).isCloseTo(most, within(1e-5));
    }
    for (int c = 0; c < 16; c++) {
      assertThat(dot(result.centroids(), c, result.centroids(), c)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void threadsChangeNothing() {
    float[] vectors = Planted.bundles(3001, DIMENSION, 30, 0.6, 8);

    SphericalKMeans.Result one = SphericalKMeans.cluster(vectors.clone(), DIMENSION, 40, 5, 4, 1);
    SphericalKMeans.Result four = SphericalKMeans.cluster(vectors.clone(), DIMENSION, 40, 5, 4, 4);

    assertThat(four.centroids()).containsExactly(one.centroids());
    assertThat(four.assignment()).containsExactly(one.assignment());
    assertThat(four.objective()).containsExactly(one.objective());
  }

  @Test
  void emptyClustersStartAgain() {
    // Nine in ten vectors are the same, so that most first centroids are, and all but one of
    // those lose their vectors.
    float[] vectors = Planted.normal(1000 * DIMENSION, 1, 9);
    for (int i = 0; i < 1000; i++) {
      if (i % 10 != 0) {
        System.arraycopy(vectors, 0, vectors, i * DIMENSION, DIMENSION);
      }
    }

    int[] assignment = SphericalKMeans.cluster(vectors, DIMENSION, 60, 8, 1, 2).assignment();

    Set<Integer> used = new HashSet<>();
    IntStream.of(assignment).forEach(used::add);
    assertThat(used.size()).isGreaterThan(50);
  }

  @Test
  void zeroVectorsDoNoHarm() {
    float[] vectors = Planted.normal(300 * DIMENSION, 1, 1);
    Arrays.fill(vectors, 0, 100 * DIMENSION, 0);

    SphericalKMeans.Result result = SphericalKMeans.cluster(vectors, DIMENSION, 20, 5, 1, 2);
    for (float value : result.centroids()) {
      assertThat(value).isFinite();
    }

    float[] zeros = new float[40 * DIMENSION];
    assertThat(SphericalKMeans.cluster(zeros, DIMENSION, 4, 3, 1, 1).centroids()).containsOnly(0f);
  }

  @Test
  void refusesWhatItCannotCluster() {
    float[] vectors = new float[10 * DIMENSION];
    assertThatThrownBy(() -> SphericalKMeans.cluster(vectors, DIMENSION, 11, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("clusters must be from 1 to the number of vectors (10): 11");
    assertThatThrownBy(() -> SphericalKMeans.cluster(vectors, DIMENSION, 0, 1, 1, 1))
        .hasMessageContaining("clusters")
        .hasMessageContaining("0");
    assertThatThrownBy(() -> SphericalKMeans.cluster(vectors, 7, 2, 1, 1, 1))
        .hasMessageContaining("dimension")
        .hasMessageContaining("7");
    assertThatThrownBy(() -> SphericalKMeans.cluster(vectors, DIMENSION, 2, 0, 1, 1))
        .hasMessage("rounds must be at least 1: 0");
    assertThatThrownBy(() -> SphericalKMeans.cluster(vectors, DIMENSION, 2, 1, 1, 0))
        .hasMessage("threads must be at least 1: 0");
  }

  private static double dot(float[] a, int i, float[] b, int c) {
    double sum = 0;
    for (int j = 0; j < DIMENSION; j++) {
      sum += (double) a[i * DIMENSION + j] * b[c * DIMENSION + j];
    }
    return sum;
  }
}
