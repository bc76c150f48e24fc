package org.sluice.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PrecisionCurveTest {
  /** A label that may be given: which row it is for, its score, whether it is right. */
  private record Pair(int row, float score, boolean right) {}

  private static List<Pair> pairs(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Pair> pairs = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int i = random.nextInt(5); i > 0; i--) {
        float score = random.nextInt(0, 41) / 40f;
        pairs.add(new Pair(row, score, random.nextDouble() < score));
      }
    }
    return pairs;
  }

  private static PrecisionCurve curve(int first, int end, List<Pair> pairs) {
    PrecisionCurve curve = new PrecisionCurve();
    for (int row = first; row < end; row++) {
      curve.row(4);
      for (Pair pair : pairs) {
        if (pair.row == row) {
          curve.add(pair.score, pair.right);
        }
      }
    }
    return curve;
  }

  private static OperatingPoint slowly(int rows, List<Pair> pairs, float threshold) {
    List<Pair> given = pairs.stream().filter(pair -> pair.score >= threshold).toList();
    double right = given.stream().filter(Pair::right).count();
    double answered = given.stream().mapToInt(Pair::row).distinct().count();
    return new OperatingPoint(
        threshold,
        given.isEmpty() ? 0 : right / given.size(),
        right / (4.0 * rows),
        given.size() / (double) rows,
        answered / rows);
  }

  @Property(tries = 200)
  void findsTheSmallestThresholdThatATrialOfAllFinds(
      @ForAll @IntRange(min = 1, max = 30) int rows,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.05, max = 1) double precision,
      @ForAll @IntRange(min = 1, max = 10) int least) {
    List<Pair> pairs = pairs(rows, seed);
    PrecisionCurve parts = curve(0, rows / 2, pairs);
    parts.merge(curve(rows / 2, rows, pairs));
    PrecisionCurve.Sorted sorted = parts.sorted();

    Optional<OperatingPoint> expected =
        pairs.stream()
            .map(Pair::score)
            .filter(score -> score >= PrecisionCurve.LEAST_SCORE)
            .distinct()
            .sorted()
            .map(score -> slowly(rows, pairs, score))
            .filter(point -> Math.round(point.labelsPerRow() * rows) >= least)
            .filter(point -> point.precision() >= precision)
            .findFirst();
    assertThat(sorted.forPrecision(precision, least)).isEqualTo(expected);
    if (expected.isPresent()) {
      assertThat(sorted.highestPrecision(least)).isGreaterThanOrEqualTo(precision);
    } else {
      assertThat(sorted.highestPrecision(least)).isLessThan(precision);
    }
    assertThat(sorted.at(0.33f)).isEqualTo(slowly(rows, pairs, 0.33f));
  }

  @Test
  void sayWhatAThresholdGives() {
    PrecisionCurve curve = new PrecisionCurve();
    curve.row(2);
    curve.add(0.9f, true);
    curve.add(0.4f, false);
    curve.row(2);
    curve.add(0.6f, true);
    curve.row(0);
    curve.add(0.5f, false);
    curve.row(1);
    PrecisionCurve.Sorted sorted = curve.sorted();

    OperatingPoint point = sorted.forPrecision(0.6, 1).orElseThrow();
    assertThat(point.threshold()).isCloseTo(0.5, offset(1e-9));
    assertThat(point.precision()).isEqualTo(2 / 3.0);
    assertThat(point.recall()).isEqualTo(2 / 5.0);
    assertThat(point.labelsPerRow()).isEqualTo(3 / 4.0);
    assertThat(point.rowsAnswered()).isEqualTo(3 / 4.0);
    assertThat(sorted.forPrecision(1, 3)).as("only two labels are that sure").isEmpty();
    assertThat(sorted.highestPrecision(3)).isEqualTo(2 / 3.0);
  }

  @Test
  void refusesWhatIsNoShare() {
    PrecisionCurve.Sorted sorted = new PrecisionCurve().sorted();
    assertThatThrownBy(() -> sorted.forPrecision(0, 1))
        .hasMessage("precision must be above 0 to 1: 0.0");
    assertThatThrownBy(() -> sorted.at(1.5f)).hasMessageContaining("threshold must be from");
    assertThat(sorted.forPrecision(0.5, 1)).isEmpty();
  }
}
