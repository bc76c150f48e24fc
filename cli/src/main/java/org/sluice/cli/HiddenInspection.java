package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sluice.active.Selection;
import org.sluice.config.HashKind;
import org.sluice.config.SelectionKind;
import org.sluice.dense.DenseExamples;
import org.sluice.dense.DenseFiles;
import org.sluice.dense.DenseSets;
import org.sluice.inspect.Layer;
import org.sluice.inspect.SweepGrid;
import org.sluice.model.DeepModel;

/** What {@code sluice inspect} makes of a hidden layer: its units take the place of labels. */
final class HiddenInspection {
  /** Units looked at in a bucket: all of most layers. */
  private static final int CAPACITY = 1000;

  private final DeepModel model;
  private final int number;
  private final InspectSettings settings;

  /**
   * @param number hidden layers counted from 1
   */
  HiddenInspection(DeepModel model, int number, InspectSettings settings) {
    int layers = model.config().hidden().size();
    Usage.require(number >= 1 && number <= layers, "--layer", "from 1 to " + layers, number);
    this.model = model;
    this.number = number;
    this.settings = settings;
  }

  /** The tables to try: as published, or as the layer itself chooses its units. */
  SweepGrid grid(Integer k, Integer l, Integer probes, List<SelectionKind> rule) {
    Selection.Hashed own =
        model.config().hidden().get(number - 1).selection() instanceof Selection.Hashed hashed
            ? hashed
            : Selection.Hashed.published(1);
    return settings.grid(
        settings.kinds(List.of(HashKind.values())),
        List.of(k == null ? own.k() : k),
        List.of(l == null ? own.l() : l),
        settings.capacity == null ? CAPACITY : settings.capacity,
        List.of(probes == null ? own.probes() : probes),
        rule);
  }

  /** The layer, asked by rows to test with; those to train with show what is usually asked. */
  Layer layer() throws IOException {
    DenseSets sets = open(settings.data);
    DenseExamples further = settings.fill == null ? sets.train() : open(settings.fill).train();
    return Layer.ofHidden(
        model.network(),
        number - 1,
        sets.test(),
        settings.rows,
        further,
        InspectCommand.MOST_SEEN,
        settings.seed);
  }

  private DenseSets open(String data) throws IOException {
    Path path = Path.of(data);
    DenseSets sets = DenseFiles.open(path);
    DeepRows.checkWidth(path, sets, model.network());
    return sets;
  }
}
