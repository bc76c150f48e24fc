package org.sluice.deep;

import java.util.SplittableRandom;
import org.sluice.active.OperationCounts;
import org.sluice.active.Selection;
import org.sluice.active.UnitSelector;
import org.sluice.dense.DenseExamples;

/**
 * Hidden layers that each choose their active units, and an output layer with a unit for each
 * class. Threads may train it and answer with it at once without locks, each by its own {@link
 * DeepPredictor}.
 */
public final class DeepNetwork {
  private final DeepLayer[] layers;
  private final UnitSelector[] selectors;
  private final int[] widths;
  private final long seed;

  /**
   * A network of random weights, scaled so that pre-activations begin near a variance of 1.
   *
   * @param examples give the width of rows, the classes and the size of typical rows
   */
  DeepNetwork(DeepConfig config, DenseExamples examples) {
    int hidden = config.hidden().size();
    widths = new int[hidden + 2];
    widths[0] = examples.width();
    for (int l = 0; l < hidden; l++) {
      widths[l + 1] = config.hidden().get(l).units();
    }
    widths[hidden + 1] = examples.classes();
    seed = config.seed();
    layers = new DeepLayer[hidden + 1];
    selectors = new UnitSelector[hidden];
    SplittableRandom random = new SplittableRandom(seed);
    double size = InputFigures.of(examples).meanSquaredLength();
    for (int l = 0; l <= hidden; l++) {
      boolean unitMajor = l == 0 && byUnits(config);
      layers[l] =
          new DeepLayer(
              unitMajor
                  ? new UnitMajor(widths[l], widths[l + 1])
                  : new InputMajor(widths[l], widths[l + 1]),
              config);
      layers[l].randomize(random, 1 / Math.sqrt(size));
      if (l < hidden) {
        Selection selection = config.hidden().get(l).selection();
        selectors[l] = UnitSelector.of(selection, l, layers[l], random.nextLong());
        size = InitialSize.of(selection, widths[l + 1]);
      }
    }
  }

  /** Whether few units of the first layer are computed for an input that is nearly dense. */
  private static boolean byUnits(DeepConfig config) {
    return config.execution() == Execution.SPARSE
        && switch (config.hidden().getFirst().selection()) {
          case Selection.Hashed _, Selection.Dropout _ -> true;
          case Selection.Full _, Selection.Standout _, Selection.WinnerTakeAll _ -> false;
        };
  }

  /** Layers with weights, the output layer included. */
  public int layers() {
    return layers.length;
  }

  /** Inputs, units of each hidden layer, classes. */
  public int[] widths() {
    return widths.clone();
  }

  /** The weight from an input to a unit of a layer, layers counted from 0. */
  public float weight(int layer, int input, int unit) {
    WeightMatrix matrix = layers[layer].matrix;
    return matrix
        .weights[
        matrix.at(
            java.util.Objects.checkIndex(input, matrix.inputs),
            java.util.Objects.checkIndex(unit, matrix.units))];
  }

  DeepLayer layer(int layer) {
    return layers[layer];
  }

  UnitSelector selector(int layer) {
    return selectors[layer];
  }

  /** Answers for one thread; the same row gives the same answer as long as no one trains. */
  public DeepPredictor newPredictor() {
    return new DeepPredictor(this, new OperationCounts(layers.length), seed);
  }
}
