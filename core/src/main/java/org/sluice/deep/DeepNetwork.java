package org.sluice.deep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    this(config, examples.width(), examples.classes(), true);
    SplittableRandom random = new SplittableRandom(seed);
    double size = InputFigures.of(examples).meanSquaredLength();
    for (int l = 0; l < layers.length; l++) {
      layers[l].randomize(random, 1 / Math.sqrt(size));
      if (l < selectors.length) {
        Selection selection = config.hidden().get(l).selection();
        selectors[l] = UnitSelector.of(selection, l, layers[l], random.nextLong());
        size = InitialSize.of(selection, widths[l + 1]);
      }
    }
  }

  /** Layers of weights 0, still without selectors. */
  private DeepNetwork(DeepConfig config, int inputs, int classes, boolean toTrain) {
    int hidden = config.hidden().size();
    widths = new int[hidden + 2];
    widths[0] = inputs;
    for (int l = 0; l < hidden; l++) {
      widths[l + 1] = config.hidden().get(l).units();
    }
    widths[hidden + 1] = classes;
    seed = config.seed();
    layers = new DeepLayer[hidden + 1];
    selectors = new UnitSelector[hidden];
    for (int l = 0; l <= hidden; l++) {
      WeightMatrix matrix =
          l == 0 && byUnits(config)
              ? new UnitMajor(widths[l], widths[l + 1])
              : new InputMajor(widths[l], widths[l + 1]);
      layers[l] = toTrain ? DeepLayer.toTrain(matrix, config) : DeepLayer.toAnswer(matrix);
    }
  }

  /**
   * Makes the selectors of a network that has its weights already. The seeds of hash functions come
   * after the random weights that training began with, which therefore are drawn, but not kept, as
   * far as the last layer that hashes.
   */
  private void select(DeepConfig config) {
    int hashing = 0;
    for (int l = 0; l < selectors.length; l++) {
      if (config.hidden().get(l).selection() instanceof Selection.Hashed) {
        hashing = l + 1;
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int l = 0; l < selectors.length; l++) {
      if (l < hashing) {
        layers[l].skipRandom(random);
      }
      Selection selection = config.hidden().get(l).selection();
      selectors[l] = UnitSelector.of(selection, l, layers[l], random.nextLong());
    }
  }

  /**
   * The network that training of these settings on these rows begins with, ready to answer.
   *
   * @param examples give the width of rows, the classes and the size of typical rows
   */
  public static DeepNetwork untrained(DeepConfig config, DenseExamples examples) {
    DeepNetwork network = new DeepNetwork(config, examples);
    network.settle(config.threads());
    return network;
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

  /**
   * Builds hash tables from the weights as they are, so that answers are from now on those of a
   * network that is restored from the {@link #state} of this one.
   */
  public void settle(int threads) {
    OperationCounts unused = new OperationCounts(layers.length);
    for (UnitSelector selector : selectors) {
      selector.rebuild(threads, unused);
    }
  }

  /** All numbers of the network; copies. The optimiser's state is not part of it. */
  public DeepState state() {
    List<float[]> weights = new ArrayList<>();
    List<float[]> biases = new ArrayList<>();
    List<Map<String, float[]>> learned = new ArrayList<>();
    for (int l = 0; l < layers.length; l++) {
      WeightMatrix matrix = layers[l].matrix;
      float[] rows = new float[matrix.inputs * matrix.units];
      for (int unit = 0; unit < matrix.units; unit++) {
        matrix.copyUnit(unit, rows, unit * matrix.inputs);
      }
      weights.add(rows);
      biases.add(layers[l].biases.clone());
      if (l < selectors.length) {
        learned.add(selectors[l].learned());
      }
    }
    return new DeepState(widths[0], widths[widths.length - 1], weights, biases, learned);
  }

  /**
   * A network as it was when its state was taken, for answers.
   *
   * @param config it was trained with
   * @throws IllegalArgumentException if the two do not fit each other
   */
  public static DeepNetwork restore(DeepConfig config, DeepState state, int threads) {
    DeepConfig.require(
        state.weights().size() == config.hidden().size() + 1,
        "layers",
        "as many as the settings have, " + (config.hidden().size() + 1),
        state.weights().size());
    DeepNetwork network = new DeepNetwork(config, state.inputs(), state.classes(), false);
    for (int l = 0; l < network.layers.length; l++) {
      DeepLayer layer = network.layers[l];
      WeightMatrix matrix = layer.matrix;
      float[] rows = state.weights().get(l);
      DeepConfig.require(
          rows.length == matrix.weights.length,
          "weights of layer " + l,
          "as many as " + matrix.weights.length,
          rows.length);
      DeepConfig.require(
          state.biases().get(l).length == matrix.units,
          "biases of layer " + l,
          "as many as " + matrix.units,
          state.biases().get(l).length);
      for (int unit = 0; unit < matrix.units; unit++) {
        for (int input = 0; input < matrix.inputs; input++) {
          matrix.weights[matrix.at(input, unit)] = rows[unit * matrix.inputs + input];
        }
      }
      System.arraycopy(state.biases().get(l), 0, layer.biases, 0, matrix.units);
    }
    network.select(config);
    for (int l = 0; l < network.selectors.length; l++) {
      network.selectors[l].restore(state.learned().get(l), threads);
    }
    return network;
  }

  /** Answers for one thread; the same row gives the same answer as long as no one trains. */
  public DeepPredictor newPredictor() {
    return new DeepPredictor(this, new OperationCounts(layers.length), seed);
  }
}
