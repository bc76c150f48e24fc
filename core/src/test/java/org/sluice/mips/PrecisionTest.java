package org.sluice.mips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PrecisionTest {
  private static float rounded(float value) {
    return Float.float16ToFloat(Float.floatToFloat16(value));
  }

  /** Scores are those of the vectors as they are kept. */
  @Property(tries = 40, seed = "1")
  void exactSearchOverHalvesIsBruteForceOverRoundedVectors(
      @ForAll @IntRange(min = 1, max = 300) int rows,
      @ForAll @IntRange(min = 1, max = 40) int dimension,
      @ForAll boolean euclidean,
      @ForAll long seed) {
    Metric metric = euclidean ? Metric.EUCLIDEAN : Metric.INNER_PRODUCT;
    float[][] vectors = Clusters.vectors(rows, dimension, 5, seed);
    float[] query = Clusters.vectors(1, dimension, 1, seed + 1)[0];
    MipsConfig config = MipsConfig.of(metric).precision(Precision.HALF);
    MipsIndex index = MipsIndex.build(Vectors.of(vectors), config, 2);
    MipsIndex added = MipsIndex.empty(dimension, config, 1);
    for (int i = 0; i < rows; i++) {
      added.add(i, vectors[i]);
    }
    for (float[] vector : vectors) {
      for (int j = 0; j < dimension; j++) {
        vector[j] = rounded(vector[j]);
      }
    }
    List<Integer> best = Clusters.best(metric, vectors, query, 10);
    for (Hits hits :
        List.of(index.search(query, 10, Effort.EXACT), added.search(query, 10, Effort.EXACT))) {
      assertThat(hits.size()).isEqualTo(best.size());
      for (int i = 0; i < best.size(); i++) {
        double sign = euclidean ? -1 : 1;
        assertThat(sign * hits.scores()[i])
            .isCloseTo(Clusters.score(metric, vectors[best.get(i)], query), within(1e-3));
        assertThat(sign * hits.scores()[i])
            .isCloseTo(Clusters.score(metric, vectors[(int) hits.ids()[i]], query), within(1e-3));
      }
    }
  }

  @Test
  void halvesTakeHalfTheMemoryAndFindTheSame() {
    float[][] vectors = Clusters.vectors(12_000, 50, 100, 1);
    float[][] queries = Clusters.vectors(100, 50, 100, 2);
    for (Metric metric : Metric.values()) {
      for (Structure structure : List.of(new Structure.Lists(0), new Structure.Tables(0, 0))) {
        MipsConfig config = MipsConfig.of(metric).structure(structure);
        MipsIndex whole =
            MipsIndex.build(Vectors.of(vectors), null, Vectors.of(queries), config, 2);
        MipsIndex half =
            MipsIndex.build(
                Vectors.of(vectors),
                null,
                Vectors.of(queries),
                config.precision(Precision.HALF),
                2);
        assertThat(whole.bytes() - half.bytes()).isEqualTo(2L * 50 * 12_000);
        assertThat(whole.bytes())
            .isLessThan(structure instanceof Structure.Lists ? 2_600_000 : 5_100_000);
        assertThat(Clusters.recall(half, vectors, queries))
            .as("%s %s", metric, structure)
            .isGreaterThan(Clusters.recall(whole, vectors, queries) - .02);
      }
    }
  }

  @Test
  void valuesThatHalvesCannotHoldAreNamed() {
    MipsConfig config = MipsConfig.of(Metric.INNER_PRODUCT).precision(Precision.HALF);
    float[][] vectors = {{1, 65_504}, {-65_504, 0}, {0, 65_505}};
    assertThatThrownBy(() -> MipsIndex.build(Vectors.of(vectors), config, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "vector 2: value 1 must be from -65504 to 65504 to be kept in 16 bits: 65505.0");
    vectors[2][1] = Float.NaN;
    assertThatThrownBy(() -> MipsIndex.build(Vectors.of(vectors), config, 1))
        .hasMessage("vector 2: value 1 must be finite: NaN");
    vectors[2][1] = 7;
    MipsIndex index = MipsIndex.build(Vectors.of(vectors), config, 1);
    assertThatThrownBy(() -> index.put(2, new float[] {-1e5f, 0}))
        .hasMessage(
            "vector 2: value 0 must be from -65504 to 65504 to be kept in 16 bits: -100000.0");
    assertThat(index.search(new float[] {0, 1}, 3).ids()).containsExactly(0, 2, 1);
    // Of a cosine's vectors only the direction is kept.
    MipsIndex cosine =
        MipsIndex.empty(2, MipsConfig.of(Metric.COSINE).precision(Precision.HALF), 1);
    cosine.add(3, new float[] {0, 1e9f});
    assertThat(cosine.search(new float[] {0, 2}, 1).scores()).containsExactly(1);
  }
}
