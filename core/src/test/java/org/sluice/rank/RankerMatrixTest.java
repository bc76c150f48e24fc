package org.sluice.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sluice.data.SparseRows;

class RankerMatrixTest {
  /** Features, weights and biases of random labels; features far apart in half of the cases. */
  private record Sample(int columns, int[][] ids, float[][] weights, float[] bias) {
    static Sample of(long seed, int labels, int columns) {
      SplittableRandom random = new SplittableRandom(seed);
      int[][] ids = new int[labels][];
      float[][] weights = new float[labels][];
      float[] bias = new float[labels];
      for (int label = 0; label < labels; label++) {
        ids[label] = random.ints(random.nextInt(20), 0, columns).distinct().sorted().toArray();
        weights[label] = new float[ids[label].length];
        for (int k = 0; k < ids[label].length; k++) {
          double magnitude = Math.exp(random.nextDouble(Math.log(.1), Math.log(20)));
          weights[label][k] = (float) (random.nextBoolean() ? magnitude : -magnitude);
        }
        bias[label] = (float) random.nextDouble(-2, 1);
      }
      return new Sample(columns, ids, weights, bias);
    }

    RankerMatrix encode() {
      LabelWeights[] packed = new LabelWeights[bias.length];
      for (int label = 0; label < bias.length; label++) {
        packed[label] = LabelWeights.of(ids[label], weights[label], bias[label]);
      }
      return RankerMatrix.encode(columns, packed);
    }
  }

  @Property(tries = 200)
  void keepsFeaturesAndAlmostTheWeights(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 12) int labels,
      @ForAll @IntRange(min = 1, max = 400_000) int columns) {
    Sample sample = Sample.of(seed, labels, columns);

    RankerMatrix matrix = sample.encode();

    assertThat(matrix.labels()).isEqualTo(labels);
    assertThat(matrix.features()).isEqualTo(columns);
    long nonZeros = 0;
    for (int label = 0; label < labels; label++) {
      nonZeros += sample.ids()[label].length;
      assertThat(matrix.features(label)).isEqualTo(sample.ids()[label]);
      float[] weights = matrix.weights(label);
      assertThat(weights).hasSameSizeAs(sample.weights()[label]);
      for (int k = 0; k < weights.length; k++) {
        float weight = sample.weights()[label][k];
        assertThat(weights[k]).isCloseTo(weight, within(.022f * Math.abs(weight)));
      }
      assertThat(matrix.bias()[label]).isEqualTo(sample.bias()[label]);
    }
    assertThat(matrix.nonZeros()).isEqualTo(nonZeros);
  }

  @Property(tries = 100)
  void longLabelsScoreTheSameByLeapsAndByRunning(
      @ForAll @IntRange(min = 1, max = 3_000) int entries,
      @ForAll @IntRange(min = 0, max = 40) int rowSize,
      @ForAll @IntRange(min = 1, max = 400) int widest,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    // Labels of unlike lengths begin anywhere in a block.
    int[] offsets = {0, random.nextInt(entries + 1), entries, entries + random.nextInt(70)};
    char[] gaps = new char[offsets[3]];
    byte[] codes = new byte[offsets[3]];
    int features = 1;
    for (int label = 0; label < 3; label++) {
      int sum = 0;
      for (int k = offsets[label]; k < offsets[label + 1]; k++) {
        gaps[k] = (char) (random.nextInt(9) == 0 ? 1 + random.nextInt(widest) : 1);
        codes[k] = (byte) random.nextInt(256);
        sum += gaps[k];
      }
      features = Math.max(features, sum + random.nextInt(2));
    }
    float[] levels = new float[256];
    for (int i = 1; i < 256; i++) {
      levels[i] = random.nextInt(-8, 9);
    }
    RankerMatrix matrix =
        RankerMatrix.of(features, offsets, gaps, codes, levels, new float[] {1, 2, 3});
    int[] indices = random.ints(rowSize, 0, features).sorted().distinct().toArray();
    float[] values = new float[indices.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(1, 9);
    }
    int[] falling = new int[indices.length];
    float[] fallingValues = new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      falling[i] = indices[indices.length - 1 - i];
      fallingValues[i] = values[indices.length - 1 - i];
    }
    // Sums of whole numbers are exact; features that do not rise are never leapt to.
    RankerScorer leaping = matrix.newScorer();
    leaping.query(indices, values, 0, indices.length);
    RankerScorer running = matrix.newScorer();
    running.query(falling, fallingValues, 0, indices.length);
    for (int label = 0; label < 3; label++) {
      double expected = label + 1;
      for (int i = 0; i < indices.length; i++) {
        int place = Arrays.binarySearch(matrix.features(label), indices[i]);
        expected += place < 0 ? 0 : matrix.weights(label)[place] * values[i];
      }
      assertThat(leaping.score(label)).isEqualTo((float) expected);
      assertThat(running.score(label)).isEqualTo((float) expected);
    }
  }

  @Property(tries = 200)
  void scoresEqualTheNaiveDotOfWhatCameBackFromTheArrays(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int labels,
      @ForAll @IntRange(min = 1, max = 400_000) int columns) {
    RankerMatrix written = Sample.of(seed, labels, columns).encode();
    RankerMatrix matrix =
        RankerMatrix.of(
            columns,
            written.offsets().clone(),
            written.gaps().clone(),
            written.codes().clone(),
            written.levels().clone(),
            written.bias().clone());
    SparseRows rows = RankProblems.rows(30, columns, 40, new SplittableRandom(~seed));
    RankerScorer scorer = matrix.newScorer();
    for (int row = 0; row < rows.rows(); row++) {
      scorer.query(rows.indices(), rows.values(), rows.offsets()[row], rows.offsets()[row + 1]);
      for (int label = 0; label < labels; label++) {
        assertThat(scorer.score(label))
            .isCloseTo((float) naive(written, label, rows, row), within(1e-4f));
      }
    }
  }

  private static double naive(RankerMatrix matrix, int label, SparseRows rows, int row) {
    double sum = matrix.bias()[label];
    int[] features = matrix.features(label);
    float[] weights = matrix.weights(label);
    for (int k = rows.offsets()[row]; k < rows.offsets()[row + 1]; k++) {
      int at = Arrays.binarySearch(features, rows.indices()[k]);
      sum += at < 0 ? 0 : weights[at] * rows.values()[k];
    }
    return sum;
  }

  @Test
  void featuresThatShareABitAreToldApart() {
    int columns = 200_000;
    RankerMatrix matrix =
        RankerMatrix.encode(
            columns,
            new LabelWeights[] {
              LabelWeights.of(new int[] {5, 5 + (1 << 16)}, new float[] {1, -2}, .5f)
            });
    RankerScorer scorer = matrix.newScorer();

    scorer.query(new int[] {5 + (1 << 16)}, new float[] {1}, 0, 1);
    assertThat(scorer.score(0)).isCloseTo(-1.5f, within(1e-5f));
    scorer.query(new int[] {5 + (2 << 16)}, new float[] {1}, 0, 1);
    assertThat(scorer.score(0)).isEqualTo(.5f);
    scorer.query(new int[] {5}, new float[] {1}, 0, 1);
    assertThat(scorer.score(0)).isCloseTo(1.5f, within(1e-5f));
    scorer.query(new int[0], new float[0], 0, 0);
    assertThat(scorer.score(0)).isEqualTo(.5f);
  }

  @Test
  void refusesFeaturesItDoesNotHave() {
    RankerMatrix matrix =
        RankerMatrix.encode(
            3, new LabelWeights[] {LabelWeights.of(new int[] {1}, new float[] {2}, 0)});
    RankerScorer scorer = matrix.newScorer();

    assertThatThrownBy(() -> scorer.query(new int[] {1, 3}, new float[2], 0, 2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("feature must be in [0, 3): 3");
    assertThatThrownBy(() -> scorer.query(new int[] {-1}, new float[1], 0, 1))
        .hasMessage("feature must be in [0, 3): -1");
    assertThat(scorer.score(0)).isZero();
  }

  @Test
  void refusesArraysThatBreakARule() {
    int[] offsets = {0, 1, 3};
    char[] gaps = {3, 1, 4};
    byte[] codes = {1, 2, (byte) 200};
    float[] levels = new float[256];
    float[] bias = {0, 1};
    assertThat(RankerMatrix.of(5, offsets, gaps, codes, levels, bias).nonZeros()).isEqualTo(3);

    refused("features must be at least 0: -1", -1, offsets, gaps, codes, levels, bias);
    refused("offsets must have labels + 1 values: 0", 5, new int[0], gaps, codes, levels, bias);
    refused("bias must have a value for each of 2: 1", 5, offsets, gaps, codes, levels, one(0));
    refused("gaps must be as many as 3: 2", 5, offsets, new char[2], codes, levels, bias);
    refused("levels must be 256: 1", 5, offsets, gaps, codes, one(0), bias);
    refused(
        "bias must be finite: bias[1] is NaN",
        5,
        offsets,
        gaps,
        codes,
        levels,
        new float[] {0, Float.NaN});
    refused("offsets[0] must be 0: 1", 5, new int[] {1, 1, 3}, gaps, codes, levels, bias);
    refused(
        "offsets must end at the number of entries, 3: 2",
        5,
        new int[] {0, 1, 2},
        gaps,
        codes,
        levels,
        bias);
    refused(
        "offsets must not fall nor pass the number of entries: offsets[1] is 4",
        5,
        new int[] {0, 4, 3},
        gaps,
        codes,
        levels,
        bias);
    refused(
        "offsets must not fall nor pass the number of entries: offsets[1] is -1",
        5,
        new int[] {0, -1, 3},
        gaps,
        codes,
        levels,
        bias);
    refused(
        "gaps must be at least 1: gaps[1] is 0",
        5,
        offsets,
        new char[] {3, 0, 4},
        codes,
        levels,
        bias);
    refused("gaps of label 1 must stay below 4 features: 4", 4, offsets, gaps, codes, levels, bias);
    float[] shifted = new float[256];
    shifted[0] = 1;
    refused("levels[0] must be 0: 1.0", 5, offsets, gaps, codes, shifted, bias);
    float[] infinite = new float[256];
    infinite[9] = Float.NEGATIVE_INFINITY;
    refused(
        "levels must be finite: levels[9] is -Infinity", 5, offsets, gaps, codes, infinite, bias);
  }

  private static float[] one(float value) {
    return new float[] {value};
  }

  private static void refused(
      String message,
      int features,
      int[] offsets,
      char[] gaps,
      byte[] codes,
      float[] levels,
      float[] bias) {
    assertThatThrownBy(() -> RankerMatrix.of(features, offsets, gaps, codes, levels, bias))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
