package org.sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.config.HashKind;
import org.sluice.config.SelectionKind;
import org.sluice.data.LabelRows;
import org.sluice.index.HashTables;
import org.sluice.memory.FloatRows;
import org.sluice.retrieve.LabelMatrix;

class InspectorTest {
  private static final int LABELS = 500;
  private static final int WIDTH = 16;
  private static final int ROWS = 90;
  private static final InspectOptions OPTIONS =
      new InspectOptions(List.of(1, 10), List.of(20, 100, 500), true, 7, 2);

  /** Labels in clusters, queries near some label, which is the row's own. */
  private static Layer layer() {
    SplittableRandom random = new SplittableRandom(5);
    FloatRows vectors = FloatRows.allocate(LABELS, WIDTH);
    float[] biases = new float[LABELS];
    float[] row = new float[WIDTH];
    for (int id = 0; id < LABELS; id++) {
      for (int j = 0; j < WIDTH; j++) {
        row[j] = (float) random.nextGaussian();
      }
      vectors.set(id, row, 0);
      biases[id] = (float) random.nextGaussian() / 4;
    }
    int[] truth = random.ints(ROWS, 0, LABELS).toArray();
    return new Layer(
        new LabelMatrix(vectors, biases),
        queries(vectors, truth, random),
        new LabelRows(LABELS, IntStream.rangeClosed(0, ROWS).toArray(), truth),
        queries(vectors, random.ints(400, 0, LABELS).toArray(), random));
  }

  private static float[] queries(FloatRows vectors, int[] near, SplittableRandom random) {
    float[] queries = new float[near.length * (WIDTH + 1)];
    for (int q = 0; q < near.length; q++) {
      vectors.get(near[q], queries, q * (WIDTH + 1));
      for (int j = 0; j < WIDTH; j++) {
        queries[q * (WIDTH + 1) + j] += (float) random.nextGaussian() / 2;
      }
      queries[q * (WIDTH + 1) + WIDTH] = 1;
    }
    return queries;
  }

  private static TableCell cell(HashKind family, SelectionKind selection, int probes) {
    return new TableCell(family, TableCell.sizeFor(family, 6), 20, 64, probes, selection, 1);
  }

  private static InspectReport inspect(InspectOptions options, TableCell... cells) {
    return new Inspector(layer(), options, text -> {}).inspect(List.of(cells));
  }

  private static MethodReport method(InspectReport report, String name) {
    return report.methods().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void baselinesAreWhatTheyAre() {
    InspectReport report = inspect(OPTIONS, cell(HashKind.FAST_SIMHASH, SelectionKind.TOP_K, 1));

    for (MethodReport.AtSize exact : method(report, Inspection.EXACT).sizes()) {
      assertThat(exact.recall()).containsEntry(1, 1.0).containsEntry(10, 1.0);
      assertThat(exact.precision()).isEqualTo(1);
      assertThat(exact.found()).isEqualTo(exact.size());
      assertThat(exact.share().get(10)).isEqualTo(10.0 / exact.size(), within(1e-9));
    }
    MethodReport.AtSize some = method(report, "uniform random").sizes().get(1);
    assertThat(some.recall().get(10)).isEqualTo(0.2, within(0.05));
    assertThat(some.precision()).isEqualTo(0.2, within(0.05));
    MethodReport.AtSize all = method(report, "uniform random").sizes().getLast();
    assertThat(all.mass()).isEqualTo(1, within(1e-6));
    assertThat(all.recall().get(10)).isEqualTo(1);
    assertThat(all.own()).isEqualTo(1);
    assertThat(all.right())
        .isEqualTo(method(report, Inspection.EXACT).sizes().getFirst().right())
        .isGreaterThan(0.5);
    assertThat(method(report, "query lists").sizes().get(1).recall().get(10)).isGreaterThan(0.4);
    MethodReport learned = method(report, "learned buckets");
    assertThat(learned.sizes().get(1).recall().get(10)).isGreaterThan(0.4);
    assertThat(learned.statistics()).containsKeys("bytes", "reach", "histogram");
  }

  @ParameterizedTest
  @EnumSource(HashKind.class)
  void aFamilysFiguresAreThoseCountedByHand(HashKind family) {
    TableCell cell = cell(family, SelectionKind.TOP_K, family.ofWinners() ? 1 : 2);
    Layer layer = layer();
    InspectReport report = new Inspector(layer, OPTIONS, text -> {}).inspect(List.of(cell));
    MethodReport measured = method(report, cell.describe());

    HashTables tables = Choosers.tables(layer, cell, OPTIONS);
    Chooser.Finder finder = Choosers.hashed(cell, tables).finder();
    int[] active = new int[LABELS];
    double recall = 0;
    double mass = 0;
    double found = 0;
    for (int q = 0; q < ROWS; q++) {
      double[] scores = scores(layer, q);
      List<Integer> order = new ArrayList<>(IntStream.range(0, LABELS).boxed().toList());
      order.sort(Comparator.comparingDouble(id -> -scores[id]));
      long seed = new SplittableRandom(OPTIONS.seed() + q).nextLong();
      int size =
          finder.find(
              new Chooser.Question(layer.queries(), q * (WIDTH + 1), seed, new int[0]),
              100,
              active);
      Set<Integer> chosen = new HashSet<>(Arrays.stream(active, 0, size).boxed().toList());
      assertThat(chosen).hasSize(size);
      recall += order.subList(0, 10).stream().filter(chosen::contains).count() / 10.0;
      double sum = Arrays.stream(scores).map(Math::exp).sum();
      mass += chosen.stream().mapToDouble(id -> Math.exp(scores[id]) / sum).sum();
      found += size;
    }
    MethodReport.AtSize at = measured.sizes().get(1);
    assertThat(at.found()).isEqualTo(found / ROWS, within(1e-9));
    assertThat(at.recall().get(10)).isEqualTo(recall / ROWS, within(1e-9));
    assertThat(at.mass()).isEqualTo(mass / ROWS, within(1e-4));
    assertThat(at.recall().get(10)).isGreaterThan(1.2 * found / ROWS / LABELS);
    assertThat(measured.statistics()).containsEntry("reach", LABELS);
    FamilyReport.Correlation uniform = report.families().getFirst().uniform();
    assertThat(uniform.spearman()).isBetween(0.1, 1.0);
    assertThat(uniform.kendall()).isBetween(0.05, uniform.spearman());
  }

  private static double[] scores(Layer layer, int q) {
    double[] scores = new double[LABELS];
    float[] vector = new float[WIDTH];
    for (int id = 0; id < LABELS; id++) {
      layer.labels().vectors().get(id, vector, 0);
      scores[id] = layer.labels().biases()[id];
      for (int j = 0; j < WIDTH; j++) {
        scores[id] += (double) vector[j] * layer.queries()[q * (WIDTH + 1) + j];
      }
    }
    return scores;
  }

  @ParameterizedTest
  @EnumSource(
      value = HashKind.class,
      names = {"SIMHASH", "FAST_SIMHASH", "SIMPLE_ALSH"})
  void collisionsFollowTheFormula(HashKind family) {
    FamilyReport report =
        inspect(OPTIONS, cell(family, SelectionKind.TOP_K, 1)).families().getFirst();

    assertThat(report.bins()).hasSizeGreaterThan(10);
    assertThat(report.bins().stream().mapToLong(FamilyReport.Bin::pairs).sum())
        .isEqualTo((long) ROWS * Collisions.PAIRS);
    report.bins().stream()
        .filter(bin -> bin.pairs() >= 200)
        .forEach(
            bin -> {
              assertThat(bin.hash()).as("%s", bin).isEqualTo(bin.hashFormula(), within(0.06));
              assertThat(bin.code()).as("%s", bin).isEqualTo(bin.codeFormula(), within(0.06));
              assertThat(bin.to() - bin.from()).isEqualTo(0.05, within(1e-9));
            });
  }

  @Test
  void threadsChangeNothingButTimes() {
    TableCell[] cells = {
      cell(HashKind.SIMHASH, SelectionKind.VANILLA, 1),
      cell(HashKind.DWTA, SelectionKind.THRESHOLD, 1)
    };
    InspectOptions one = new InspectOptions(OPTIONS.tops(), OPTIONS.sizes(), true, 7, 1);

    assertThat(withoutTimes(inspect(one, cells))).isEqualTo(withoutTimes(inspect(OPTIONS, cells)));
  }

  private static Map<String, Object> withoutTimes(InspectReport report) {
    return new InspectReport(
            report.labels(),
            report.dimension(),
            report.rows(),
            report.seenRows(),
            OPTIONS,
            report.methods().stream()
                .map(m -> new MethodReport(m.name(), m.settings(), m.statistics(), 0, m.sizes()))
                .toList(),
            report.families())
        .toMap();
  }

  @Test
  void theBiasIsHashedWhereItIsAsked() {
    TableCell cell = cell(HashKind.FAST_SIMHASH, SelectionKind.TOP_K, 1);
    InspectOptions without = new InspectOptions(OPTIONS.tops(), OPTIONS.sizes(), false, 7, 1);

    assertThat(Choosers.tables(layer(), cell, OPTIONS).family().dimension()).isEqualTo(WIDTH + 1);
    assertThat(Choosers.tables(layer(), cell, without).family().dimension()).isEqualTo(WIDTH);
    assertThat(method(inspect(without, cell), "learned buckets").sizes().get(1).recall().get(10))
        .isGreaterThan(0.4);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> new InspectOptions(List.of(5, 5), List.of(1), true, 1, 1))
        .hasMessage("tops must rise, from 1 to 1048576, not [5, 5]");
    assertThatThrownBy(() -> new InspectOptions(List.of(1), List.of(), true, 1, 1))
        .hasMessage("sizes must be at least one number");
    assertThatThrownBy(() -> new TableCell(HashKind.DWTA, 11, 5, 8, 1, SelectionKind.TOP_K, 1))
        .hasMessageContaining("k must be at most 10 for DWTA");
    Layer layer = layer();
    assertThatThrownBy(() -> new Layer(layer.labels(), new float[3], layer.truth(), layer.seen()))
        .hasMessageContaining("queries must be at least one");
  }
}
