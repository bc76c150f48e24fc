package org.sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.active.Selection;
import org.sluice.config.HashKind;
import org.sluice.config.SelectionKind;
import org.sluice.data.Shuffle;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.DeepEpoch;
import org.sluice.deep.DeepListener;
import org.sluice.deep.DeepNetwork;
import org.sluice.deep.DeepResult;
import org.sluice.deep.DeepTrainer;
import org.sluice.deep.Execution;
import org.sluice.deep.LayerChooser;
import org.sluice.deep.LayerInputs;
import org.sluice.dense.ArrayExamples;
import org.sluice.dense.DenseExamples;

class DeepCourseTest {
  private static final int UNITS = 200;
  private static final int WIDTH = 20;
  private static final int ASKED = 120;
  private static final InspectOptions OPTIONS =
      new InspectOptions(List.of(4, 10, 40), List.of(4, 10, 40), false, 7, 2);
  private static final TableCell TABLES =
      new TableCell(HashKind.SIGN_ALSH, 6, 5, UNITS, 10, SelectionKind.TOP_K, 1);

  private final DenseExamples train = rows(700, 1);
  private final DenseExamples test = rows(200, 2);

  /** Rows near one of four centres, some columns being 0. */
  private static DenseExamples rows(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count * WIDTH];
    int[] labels = new int[count];
    for (int row = 0; row < count; row++) {
      labels[row] = random.nextInt(4);
      SplittableRandom centre = new SplittableRandom(labels[row]);
      for (int i = 0; i < WIDTH; i++) {
        double value = centre.nextGaussian() + 0.7 * random.nextGaussian();
        values[row * WIDTH + i] = (float) Math.max(0, value);
      }
    }
    return new ArrayExamples(values, labels, WIDTH, 4);
  }

  private static DeepConfig config(Selection selection) {
    return DeepConfig.of(2, UNITS, selection)
        .withExecution(Execution.SPARSE, 1)
        .withOptimizer(org.sluice.config.OptimizerKind.SGD, 0)
        .withRun(3, 1, 5);
  }

  private List<CourseRow> course(Selection selection, TableCell... cells) {
    List<CourseRow> heard = new ArrayList<>();
    new DeepCourse(train, test, List.of(0, 1), OPTIONS, ASKED, List.of(cells))
        .run("net", config(selection), heard::add);
    return heard;
  }

  private static List<CourseRow> ofLayer(List<CourseRow> rows, int layer) {
    return rows.stream().filter(row -> row.layer() == layer).toList();
  }

  static List<Selection> searching() {
    return List.of(
        new Selection.WinnerTakeAll(0.05),
        Selection.Hashed.best(0.05),
        Selection.Hashed.published(0.05));
  }

  @Test
  void theStrongestAreFoundByThoseWhoComputeAll() {
    List<CourseRow> rows = course(new Selection.WinnerTakeAll(0.05), TABLES);

    assertThat(rows).hasSize(4 * 2 * 2);
    for (CourseRow row : rows) {
      boolean own = own(row);
      assertThat(row.name())
          .isEqualTo("net, layer " + row.layer() + (own ? "" : ": " + TABLES.describe()));
      assertThat(row.winnersFound()).isEqualTo(1, within(1e-3));
      for (MethodReport.AtSize at : row.found().sizes()) {
        assertThat(at.precision()).isBetween(own ? 0.999 : 0.02, own ? 1.0 : 0.9);
        if (own) {
          assertThat(at.found()).isEqualTo(at.size());
          assertThat(at.recall().get(at.size())).isEqualTo(1, within(1e-3));
          assertThat(at.recall().get(40)).isEqualTo(at.size() / 40.0, within(1e-3));
          assertThat(at.share().get(4)).isEqualTo(4.0 / at.size(), within(1e-3));
        }
      }
    }
  }

  @Test
  void hashingFindsSomeAndLearnsToFindMore() {
    List<CourseRow> best = course(Selection.Hashed.best(0.05), TABLES);
    List<CourseRow> published = course(Selection.Hashed.published(0.05), TABLES);

    assertThat(best).hasSize(4 * 2 * 2);
    assertThat(published)
        .hasSize(4 * 2)
        .extracting(row -> row.found().name())
        .containsOnly("own choice");
    List<CourseRow> alone = best.stream().filter(row -> !own(row)).toList();
    assertThat(alone).extracting(CourseRow::name).contains("net, layer 2: hashing alone");
    best.removeIf(row -> !own(row));
    for (int layer = 1; layer <= 2; layer++) {
      double before = ten(ofLayer(best, layer).getFirst());
      double after = ten(ofLayer(best, layer).getLast());
      assertThat(after).as("layer %d", layer).isBetween(before + 0.05, 0.999);
      double blind = ten(ofLayer(alone, layer).getLast());
      assertThat(blind).isBetween(ten(ofLayer(alone, layer).getFirst()) + 0.05, after);
      assertThat(ten(ofLayer(published, layer).getLast())).isBetween(0.05, after);
    }
    // Tables that have learned nothing propose any units: as many of the strongest as are looked
    // at, eight times the ten.
    assertThat(ten(best.getFirst())).isBetween(0.3, 0.5);
    assertThat(ten(alone.getFirst())).isLessThan(0.15);
  }

  private static boolean own(CourseRow row) {
    return row.found().name().equals(DeepCourse.OWN);
  }

  private static double ten(CourseRow row) {
    MethodReport.AtSize at = row.found().sizes().get(1);
    assertThat(at.size()).isEqualTo(10);
    assertThat(at.recall().get(10)).isEqualTo(at.precision(), within(1e-9));
    return at.precision();
  }

  @ParameterizedTest
  @MethodSource("searching")
  void lookingChangesNothing(Selection selection) {
    List<CourseRow> rows = ofLayer(course(selection), 2);
    rows = rows.stream().filter(DeepCourseTest::own).toList();
    DeepResult plain = DeepTrainer.train(config(selection), train, test, DeepListener.none());

    assertThat(rows).extracting(CourseRow::epoch).containsExactly(0, 1, 2, 3);
    assertThat(rows.getFirst().loss()).isNaN();
    assertThat(rows.getFirst().accuracy()).isLessThan(0.7);
    for (DeepEpoch epoch : plain.epochs()) {
      CourseRow row = rows.get(epoch.epoch());
      assertThat(row.accuracy()).isEqualTo(epoch.testAccuracy());
      assertThat(row.loss()).isEqualTo(epoch.loss());
      assertThat(row.winnersFound()).isEqualTo(epoch.winnersFound().get(1));
    }
    assertThat(rows.getLast().accuracy()).isGreaterThan(rows.getFirst().accuracy() + 0.1);
    assertThat(rows.getFirst().toMap()).containsEntry("loss", null).containsEntry("layer", 2);
  }

  @ParameterizedTest
  @MethodSource("searching")
  void figuresAreThoseCountedByHand(Selection selection) {
    List<CourseRow> rows = course(selection);
    DeepNetwork network =
        DeepTrainer.train(config(selection), train, test, DeepListener.none()).network();
    int[] order = Shuffle.order(test.size(), new SplittableRandom(OPTIONS.seed()));

    for (CourseRow row : rows.stream().filter(row -> row.epoch() == 3).toList()) {
      boolean own = own(row);
      int layer = row.layer() - 1;
      for (MethodReport.AtSize at : row.found().sizes()) {
        LayerChooser chooser =
            (own
                    ? LayerChooser.of(network, layer, at.size())
                    : LayerChooser.blind(network, layer, at.size()))
                .orElseThrow();
        double[] hits = new double[UNITS + 1];
        int[] chosen = new int[UNITS];
        for (int q = 0; q < ASKED; q++) {
          float[] input = new float[network.widths()[layer]];
          new LayerInputs(network, layer).copyTo(test, order[q], input, 0);
          long seed = new SplittableRandom(OPTIONS.seed() + q).nextLong();
          int count = chooser.choose(input, 0, seed, chosen);
          assertThat(count).isEqualTo(at.size());
          List<Integer> exact = exact(network, layer, input);
          for (int top : OPTIONS.tops()) {
            hits[top] +=
                IntStream.range(0, count)
                    .filter(i -> exact.subList(0, top).contains(chosen[i]))
                    .count();
          }
        }
        assertThat(at.precision()).isEqualTo(hits[at.size()] / ASKED / at.size(), within(1e-3));
        for (int top : OPTIONS.tops()) {
          assertThat(at.recall().get(top)).isEqualTo(hits[top] / ASKED / top, within(1e-3));
          assertThat(at.share().get(top)).isEqualTo(hits[top] / ASKED / at.size(), within(1e-3));
        }
      }
    }
  }

  /** Units by falling pre-activation, computed plainly. */
  private static List<Integer> exact(DeepNetwork network, int layer, float[] input) {
    double[] scores = new double[UNITS];
    float[] biases = network.state().biases().get(layer);
    for (int unit = 0; unit < UNITS; unit++) {
      scores[unit] = biases[unit];
      for (int i = 0; i < input.length; i++) {
        scores[unit] += (double) network.weight(layer, i, unit) * input[i];
      }
    }
    return IntStream.range(0, UNITS)
        .boxed()
        .sorted(Comparator.comparingDouble(unit -> -scores[unit]))
        .toList();
  }

  @Test
  void layersThatComputeAllAreAskedByTablesAlone() {
    for (Selection all : List.of(new Selection.Full(), new Selection.Dropout(0.5))) {
      List<CourseRow> rows = course(all, TABLES);
      assertThat(rows)
          .hasSize(4 * 2)
          .extracting(row -> row.found().name())
          .containsOnly(TABLES.describe());
      assertThat(rows.getLast().winnersFound()).isEqualTo(1);
      assertThat(rows.getLast().found().statistics()).containsKey("histogram");
    }
  }
}
