package org.sluice.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sluice.data.LabelRows;
import org.sluice.data.SparseRows;

class NearestRowsTest {
  private static final int FEATURES = 40;
  private static final int LABELS = 12;

  private static SparseRows rows(int count, SplittableRandom random) {
    int[] offsets = new int[count + 1];
    int[] indices = new int[count * FEATURES];
    float[] values = new float[indices.length];
    for (int row = 0; row < count; row++) {
      int used = offsets[row];
      for (int feature = 0; feature < FEATURES; feature++) {
        if (random.nextInt(6) == 0) {
          indices[used] = feature;
          values[used++] = (float) (random.nextDouble() + 0.5);
        }
      }
      offsets[row + 1] = used;
    }
    return new SparseRows(FEATURES, offsets, indices, values);
  }

  private static LabelRows labels(int count, SplittableRandom random) {
    int[] offsets = new int[count + 1];
    int[] ids = new int[count * LABELS];
    for (int row = 0; row < count; row++) {
      int used = offsets[row];
      for (int label = 0; label < LABELS; label++) {
        if (random.nextInt(4) == 0) {
          ids[used++] = label;
        }
      }
      offsets[row + 1] = used;
    }
    return new LabelRows(LABELS, offsets, ids);
  }

  private static double[] dense(SparseRows x, int row) {
    double[] vector = new double[FEATURES];
    for (int k = x.offsets()[row]; k < x.offsets()[row + 1]; k++) {
      vector[x.indices()[k]] = x.values()[k];
    }
    return vector;
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static double cosine(double[] a, double[] b) {
    double norms = Math.sqrt(dot(a, a) * dot(b, b));
    return norms == 0 ? 0 : dot(a, b) / norms;
  }

  /** Votes by comparing with all rows. */
  private static double[] expected(SparseRows x, LabelRows y, double[] query, int neighbours) {
    double[] cosines =
        IntStream.range(0, x.rows()).mapToDouble(r -> cosine(dense(x, r), query)).toArray();
    int[] nearest =
        IntStream.range(0, x.rows())
            .boxed()
            .filter(r -> cosines[r] > 0)
            .sorted(Comparator.comparingDouble(r -> -cosines[r]))
            .limit(neighbours)
            .mapToInt(r -> r)
            .toArray();
    double total = Arrays.stream(nearest).mapToDouble(r -> cosines[r] * cosines[r]).sum();
    double[] shares = new double[LABELS];
    for (int row : nearest) {
      for (int label = 0; label < LABELS; label++) {
        shares[label] += y.has(row, label) ? cosines[row] * cosines[row] / total : 0;
      }
    }
    return shares;
  }

  @Property(tries = 200)
  void votesAreThoseOfTheNearestRows(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
    SplittableRandom random = new SplittableRandom(seed);
    SparseRows x = rows(count, random);
    LabelRows y = labels(count, random);
    SparseRows queries = rows(5, random);
    // All rows vote: which of two rows is nearer may change where values take a byte.
    NeighbourVotes votes = NearestRows.build(x, y).newVotes(count);
    for (int q = 0; q < queries.rows(); q++) {
      votes.query(
          queries.indices(), queries.values(), queries.offsets()[q], queries.offsets()[q + 1]);
      double[] expected = expected(x, y, dense(queries, q), count);
      for (int label = 0; label < LABELS; label++) {
        // A byte is off by up to a thirtieth of the smallest values, a square by twice that.
        assertThat((double) votes.share(label))
            .isCloseTo(expected[label], offset(0.005 + 0.15 * expected[label]));
      }
    }
  }

  @Property(tries = 100)
  void onlyTheNearestVote(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int neighbours) {
    SplittableRandom random = new SplittableRandom(seed);
    // Row i shares i + 1 of its 31 features with the query: no two are alike.
    int count = 30;
    int[] offsets = IntStream.rangeClosed(0, count).map(i -> i * 31).toArray();
    int[] indices = new int[count * 31];
    float[] values = new float[indices.length];
    Arrays.fill(values, 1);
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[other];
      order[other] = row;
    }
    for (int row = 0; row < count; row++) {
      int shared = order[row] + 1;
      for (int k = 0; k < 31; k++) {
        indices[row * 31 + k] = k < shared ? k : 100 + row * 31 + k;
      }
    }
    SparseRows x = new SparseRows(2_000, offsets, indices, values);
    LabelRows y =
        new LabelRows(
            count, IntStream.rangeClosed(0, count).toArray(), IntStream.range(0, count).toArray());
    NeighbourVotes votes = NearestRows.build(x, y).newVotes(neighbours);
    int[] query = IntStream.range(0, 31).toArray();
    float[] ones = new float[31];
    Arrays.fill(ones, 1);
    votes.query(query, ones, 0, 31);
    for (int row = 0; row < count; row++) {
      boolean near = order[row] >= count - neighbours;
      assertThat(votes.share(row) > 0).as("row %s", row).isEqualTo(near);
    }
  }

  @Test
  void aRowLikeNoOtherGetsNoVotes() {
    SparseRows x = new SparseRows(3, new int[] {0, 1, 2}, new int[] {0, 1}, new float[] {1, 1});
    LabelRows y = new LabelRows(2, new int[] {0, 1, 2}, new int[] {0, 1});
    NeighbourVotes votes = NearestRows.build(x, y).newVotes(5);
    votes.query(new int[] {0, 2, 9}, new float[] {1, 1, 1}, 0, 1);
    assertThat(votes.share(0)).isEqualTo(1);
    votes.query(new int[] {0, 2, 9}, new float[] {1, 1, 1}, 1, 3);
    assertThat(votes.share(0)).isZero();
    assertThat(votes.share(1)).isZero();
  }

  @Test
  void aRowWhoseSumPassesZeroVotesOnce() {
    // The first row has all three features, the second one; the others nothing.
    int count = 40;
    int[] offsets = new int[count + 1];
    Arrays.fill(offsets, 2, count + 1, 4);
    offsets[1] = 3;
    SparseRows x = new SparseRows(3, offsets, new int[] {0, 1, 2, 0}, new float[] {1, 1, 1, 1});
    int[] labelOffsets = new int[count + 1];
    Arrays.fill(labelOffsets, 2, count + 1, 2);
    labelOffsets[1] = 1;
    LabelRows y = new LabelRows(2, labelOffsets, new int[] {0, 1});
    NeighbourVotes votes = NearestRows.build(x, y).newVotes(2);
    votes.query(new int[] {0, 1, 2}, new float[] {1, -1, 2}, 0, 3);
    // Products with the two rows: 2 / sqrt(3) and 1.
    assertThat(votes.share(0)).isCloseTo(4f / 7, offset(0.02f));
    assertThat(votes.share(1)).isCloseTo(3f / 7, offset(0.02f));
  }

  @Property(tries = 100)
  void rowsWithTheSameCommonFeaturesLieTogether(@ForAll long seed) {
    SparseRows x = rows(50, new SplittableRandom(seed));
    int[] counts = new int[FEATURES];
    for (int k = 0; k < x.nonZeros(); k++) {
      counts[x.indices()[k]]++;
    }
    counts[7] = 0; // not looked at
    int[] order = RowOrder.byCommonFeatures(x, counts);
    assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, 50).toArray());
    Set<List<Integer>> ended = new HashSet<>();
    List<Integer> before = null;
    int last = -1;
    for (int row : order) {
      List<Integer> common =
          IntStream.range(x.offsets()[row], x.offsets()[row + 1])
              .mapToObj(k -> x.indices()[k])
              .filter(feature -> counts[feature] > 0)
              .sorted(Comparator.comparingInt((Integer feature) -> -counts[feature]))
              .limit(3)
              .toList();
      if (common.equals(before)) {
        assertThat(row).isGreaterThan(last);
      } else {
        assertThat(ended.add(common)).as("%s not met before", common).isTrue();
      }
      before = common;
      last = row;
    }
  }

  @Test
  void ofEquallyNearRowsChanceChoosesNotTheirPlace() {
    int count = 400;
    int[] places = IntStream.range(0, count).toArray();
    SparseRows x =
        new SparseRows(1, IntStream.rangeClosed(0, count).toArray(), new int[count], floats(count));
    LabelRows y = new LabelRows(count, IntStream.rangeClosed(0, count).toArray(), places);
    NeighbourVotes votes = NearestRows.build(x, y).newVotes(40);
    votes.query(new int[] {0}, new float[] {1}, 0, 1);
    assertThat(IntStream.of(places).filter(label -> votes.share(label) > 0)).hasSize(40);
    assertThat(IntStream.range(0, count / 2).filter(label -> votes.share(label) > 0).count())
        .isBetween(10L, 30L);
  }

  @Test
  void featuresOfVeryManyRowsAreNotLookedAt() {
    int count = 10_001;
    SparseRows x =
        new SparseRows(
            2,
            IntStream.rangeClosed(0, count).map(i -> i == count ? count + 1 : i).toArray(),
            IntStream.rangeClosed(0, count).map(i -> i == count ? 1 : 0).toArray(),
            floats(count + 1));
    LabelRows y = new LabelRows(1, new int[count + 1], new int[0]);
    NearestRows rows = NearestRows.build(x, y);
    assertThat(rows.entries()).isEqualTo(1);
    assertThat(rows.offsets()).containsExactly(0, 0, 1);
  }

  private static float[] floats(int length) {
    float[] values = new float[length];
    Arrays.fill(values, 1);
    return values;
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    LabelRows y = new LabelRows(2, new int[] {0, 1, 2}, new int[] {0, 1});
    assertThatThrownBy(() -> NearestRows.of(new int[] {0, 2}, new int[] {0}, new byte[1], y))
        .hasMessage("offsets must go from 0 to the number of entries: 1");
    assertThatThrownBy(() -> NearestRows.of(new int[] {0, 1}, new int[] {0}, new byte[2], y))
        .hasMessage("values must be as many as rows (1): 2");
    assertThatThrownBy(() -> NearestRows.of(new int[] {0, 1}, new int[] {2}, new byte[1], y))
        .hasMessage("rows of a feature must rise and be below 2: 2");
    assertThatThrownBy(() -> NearestRows.of(new int[] {0, 2}, new int[] {1, 1}, new byte[2], y))
        .hasMessage("rows of a feature must rise and be below 2: 1");
    assertThatThrownBy(
            () -> NearestRows.of(new int[] {0, 2, 1, 2}, new int[] {0, 1}, new byte[2], y))
        .hasMessage("offsets must rise: feature 1");
    SparseRows one = new SparseRows(1, new int[] {0, 0}, new int[0], new float[0]);
    assertThatThrownBy(() -> NearestRows.build(one, y))
        .hasMessage("labels must have as many rows as x (1): 2");
  }
}
