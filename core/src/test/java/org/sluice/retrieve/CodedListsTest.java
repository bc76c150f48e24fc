package org.sluice.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sluice.memory.FloatRows;
import org.sluice.memory.Int8Rows;

class CodedListsTest {
  /** Vectors of very different lengths, whose dimensions have means and spreads of their own. */
  private static LabelMatrix uneven(int count, int dimension, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FloatRows vectors = FloatRows.allocate(count, dimension);
    float[] vector = new float[dimension];
    for (int label = 0; label < count; label++) {
      double length = Math.exp(random.nextGaussian());
      for (int j = 0; j < dimension; j++) {
        vector[j] = (float) (length * (0.3 * (j % 3 - 1) + (1 + j % 4) * random.nextGaussian()));
      }
      vectors.set(label, vector, 0);
    }
    return new LabelMatrix(vectors, Planted.normal(count, 1, seed + 1));
  }

  @Property(tries = 30)
  void allAreScoredWhereFewAre(
      @ForAll @IntRange(min = 0, max = 300) int count,
      @ForAll @IntRange(min = 1, max = 150) int dimension,
      @ForAll long seed) {
    LabelMatrix labels = Planted.labels(count, dimension, seed);
    try {
      Int8Rows.round(labels.vectors());
      QueryLists all = QueryLists.all(count, dimension);
      float[] queries = Planted.normal(3 * dimension, 1, seed + 7);
      QueryListSearch search = new QueryListSearch(CodedLists.of(all, labels, 1), 1);
      for (int row = 0; row < 3; row++) {
        double[] scores = Planted.scores(labels, queries, row);
        double[] falling = Arrays.stream(scores).map(s -> -s).sorted().map(s -> -s).toArray();
        int found = search.search(queries, row * dimension, 100);
        assertThat(found).isEqualTo(Math.min(100, count));
        assertThat(search.scanned()).isEqualTo(count);
        for (int i = 0; i < found; i++) {
          assertThat((double) search.score(i)).isCloseTo(falling[i], within(1e-3));
          assertThat(scores[search.id(i)]).isCloseTo(falling[i], within(1e-3));
        }
      }
    } finally {
      Planted.free(labels);
    }
  }

  @Test
  void fewLabelsAreScoredAndNearlyAllOfTheBestFound() {
    int dimension = 62;
    int rows = 300;
    int k = 20;
    LabelMatrix labels = uneven(9000, dimension, 5);
    try {
      Int8Rows.round(labels.vectors());
      float[] queries = Planted.bundles(rows, dimension, 40, 0.5, 8);
      QueryLists lists =
          QueryLists.build(
              labels,
              QuerySource.of(queries, dimension),
              new QueryListConfig(40, 500, 300, 5, 1),
              2);
      QueryListSearch exact = new QueryListSearch(lists, labels, 5);
      QueryListSearch coded = new QueryListSearch(CodedLists.of(lists, labels, 2), 5);
      int hits = 0;
      for (int row = 0; row < rows; row++) {
        exact.search(queries, row * dimension, k);
        Set<Integer> wanted = new HashSet<>();
        for (int i = 0; i < k; i++) {
          wanted.add(exact.id(i));
        }
        assertThat(coded.search(queries, row * dimension, k)).isEqualTo(k);
        assertThat(coded.scanned()).isBetween(3 * k, 6 * k).isLessThan(exact.scanned() / 3);
        for (int i = 0; i < k; i++) {
          hits += wanted.remove(coded.id(i)) ? 1 : 0;
        }
      }
      assertThat(hits / (double) (rows * k)).isGreaterThan(0.95);
    } finally {
      Planted.free(labels);
    }
  }

  @Test
  void codesRepeatWithAnyNumberOfThreads() {
    LabelMatrix labels = uneven(700, 30, 6);
    try {
      QueryLists all = QueryLists.all(700, 30);
      byte[][] codes = new byte[2][];
      for (int threads = 1; threads <= 2; threads++) {
        CodedLists coded = CodedLists.of(all, labels, threads);
        codes[threads - 1] = coded.codes().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
      }
      assertThat(codes[0]).containsExactly(codes[1]);
    } finally {
      Planted.free(labels);
    }
  }

  @Test
  void aQueryThatIsNoNumberFindsNothing() {
    LabelMatrix labels = uneven(400, 8, 7);
    try {
      QueryListSearch search =
          new QueryListSearch(CodedLists.of(QueryLists.all(400, 8), labels, 1), 1);
      float[] query = new float[8];
      query[3] = Float.NaN;
      assertThat(search.search(query, 0, 5)).isZero();
      query[3] = 1;
      assertThat(search.search(query, 0, 5)).isEqualTo(5);
    } finally {
      Planted.free(labels);
    }
  }

  @Test
  void whatCannotBeCodedIsRefused() {
    LabelMatrix wide = Planted.labels(3, 513, 1);
    LabelMatrix labels = Planted.labels(3, 4, 1);
    try {
      assertThatThrownBy(() -> CodedLists.of(QueryLists.all(3, 513), wide, 1))
          .hasMessage("label vectors must have at most 512 dimensions to be coded: 513");
      assertThatThrownBy(() -> CodedLists.of(QueryLists.all(5, 4), labels, 1))
          .hasMessageContaining("lists must be of the label vectors' shape 3 x 4: 5 x 4");
      labels.vectors().set(1, new float[] {1, Float.NaN, 1, 1}, 0);
      assertThatThrownBy(() -> CodedLists.of(QueryLists.all(3, 4), labels, 1))
          .hasMessage("values must be finite, one of row 1 is not");
    } finally {
      Planted.free(wide);
      Planted.free(labels);
    }
  }
}
