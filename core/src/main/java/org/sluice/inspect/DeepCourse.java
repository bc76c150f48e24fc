package org.sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.sluice.active.Selection;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.DeepEpoch;
import org.sluice.deep.DeepListener;
import org.sluice.deep.DeepNetwork;
import org.sluice.deep.DeepTest;
import org.sluice.deep.DeepTrainer;
import org.sluice.deep.LayerChooser;
import org.sluice.dense.DenseExamples;

/**
 * Trains deep networks and looks at their hidden layers before the first epoch and after each: what
 * the layer's own selection, asked for active sets of several sizes, finds of the exact strongest
 * units, and what its tables would find alone, if it looks at more units than it keeps. Looking
 * changes nothing in the training. For one thread.
 */
public final class DeepCourse {
  /** Name of the way in which the layer itself chooses. */
  public static final String OWN = "own choice";

  /** Name of the way in which it would choose by its tables alone. */
  public static final String BLIND = "hashing alone";

  private final DenseExamples train;
  private final DenseExamples test;
  private final List<Integer> layers;
  private final InspectOptions options;
  private final int rows;
  private final List<TableCell> cells;

  /**
   * @param test rows whose accuracy is told and some of which ask the layers
   * @param layers hidden layers to look at, counted from 0
   * @param rows test rows asked
   * @param cells tables of unit vectors that are measured in layers that do not hash themselves
   */
  public DeepCourse(
      DenseExamples train,
      DenseExamples test,
      List<Integer> layers,
      InspectOptions options,
      int rows,
      List<TableCell> cells) {
    this.train = train;
    this.test = test;
    this.layers = List.copyOf(layers);
    this.options = options;
    this.rows = rows;
    this.cells = List.copyOf(cells);
  }

  /**
   * Trains a network.
   *
   * @param network its name
   * @param heard told of every layer as soon as it was looked at
   * @throws org.sluice.deep.DivergedException if the loss is no number any more
   */
  public void run(String network, DeepConfig config, Consumer<CourseRow> heard) {
    DeepConfig tested = config.withReports(false, 1, 0);
    DeepNetwork untrained = DeepNetwork.untrained(tested, train);
    DeepTest before = DeepTest.of(untrained, test, config.threads());
    DeepEpoch none =
        new DeepEpoch(
            0, Double.NaN, before.accuracy(), 0, 0, List.of(), before.winnersFound(), null);
    look(network, config, untrained, none, heard);
    DeepTrainer.train(
        tested,
        train,
        test,
        new DeepListener() {
          private DeepNetwork trained;

          @Override
          public void start(DeepNetwork begun) {
            trained = begun;
          }

          @Override
          public void epoch(DeepEpoch epoch) {
            look(network, config, trained, epoch, heard);
          }
        });
  }

  private void look(
      String name,
      DeepConfig config,
      DeepNetwork network,
      DeepEpoch epoch,
      Consumer<CourseRow> heard) {
    for (int number : layers) {
      Layer layer = Layer.ofHidden(network, number, test, rows, test, 0, options.seed());
      List<MethodReport> found = new ArrayList<>();
      if (LayerChooser.of(network, number, 1).isPresent()) {
        IntFunction<Optional<LayerChooser>> own = size -> LayerChooser.of(network, number, size);
        found.add(measure(OWN, own, layer));
      }
      if (LayerChooser.blind(network, number, 1).isPresent()) {
        IntFunction<Optional<LayerChooser>> own = size -> LayerChooser.blind(network, number, size);
        found.add(measure(BLIND, own, layer));
      }
      if (!cells.isEmpty()
          && !(config.hidden().get(number).selection() instanceof Selection.Hashed)) {
        found.addAll(new Inspector(layer, options, _ -> {}).measureAlone(cells).methods());
      }
      for (MethodReport method : found) {
        heard.accept(
            new CourseRow(
                name,
                number + 1,
                epoch.epoch(),
                epoch.loss(),
                epoch.testAccuracy(),
                epoch.winnersFound().get(number),
                method));
      }
    }
  }

  /** Each size is a question of its own: what hashing proposes for it depends on it. */
  private MethodReport measure(
      String name, IntFunction<Optional<LayerChooser>> units, Layer layer) {
    List<MethodReport.AtSize> sizes = new ArrayList<>();
    double micros = 0;
    InspectOptions within = options.within(layer.labels().labels());
    for (int size : within.sizes()) {
      InspectOptions one =
          new InspectOptions(
              within.tops(), List.of(size), within.bias(), within.seed(), within.threads());
      MethodReport report =
          new Inspection(layer, one, List.of(chooser(name, () -> units.apply(size))))
              .run()
              .getFirst();
      sizes.add(report.sizes().getFirst());
      micros = report.micros();
    }
    return new MethodReport(name, Map.of(), Map.of(), micros, sizes);
  }

  private static Chooser chooser(String name, Supplier<Optional<LayerChooser>> units) {
    return Choosers.simple(
        name,
        () -> {
          LayerChooser chooser = units.get().orElseThrow();
          return (question, _, target) ->
              chooser.choose(question.vectors(), question.offset(), question.seed(), target);
        });
  }
}
