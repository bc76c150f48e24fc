package org.sluice.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.config.DataFigures;
import org.sluice.config.Defaults;
import org.sluice.config.TrainingConfig;
import org.sluice.data.SparseDataset;
import org.sluice.memory.FloatRows;
import org.sluice.nn.LayerParameters;
import org.sluice.nn.Network;
import org.sluice.nn.NetworkOptimizer;
import org.sluice.nn.NetworkShape;

/**
 * Every layer's and loss's gradient against finite differences. A plain gradient step at rate 1
 * moves a parameter by exactly its gradient; a step at rate 0 only tells the loss.
 */
class GradientCheckTest {
  private static final int FEATURES = 14;
  private static final float STEP = 1e-2f;
  private static final double TOLERANCE = 3e-3;

  /** A unit that turns on or off inside the step of the difference costs this much at most. */
  private static final double KINK = 0.5;

  static Stream<Map<String, Object>> cases() {
    List<Map<String, Object>> cases = new ArrayList<>();
    for (String hidden : List.of("6", "6,5", "4,7,5")) {
      for (String activation : List.of("linear", "relu")) {
        for (String loss : List.of("softmax", "logistic")) {
          for (String mode : List.of("pooled", "example")) {
            for (String dropout : List.of("0", "0.4")) {
              cases.add(
                  Map.of(
                      "hidden", hidden,
                      "activation", activation,
                      "loss", loss,
                      "activeMode", mode,
                      "dropout", dropout,
                      "activeSize", 100));
            }
          }
        }
      }
    }
    for (String mode : List.of("pooled", "example")) {
      for (String negatives : List.of("uniform", "mixed", "hashed")) {
        for (boolean logQ : new boolean[] {true, false}) {
          cases.add(
              Map.of(
                  "hidden",
                  "6",
                  "activation",
                  "linear",
                  "loss",
                  "softmax",
                  "activeMode",
                  mode,
                  "negatives",
                  negatives,
                  "logQ",
                  logQ,
                  "activeSize",
                  8));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreSlopesOfTheLoss(Map<String, Object> settings) {
    // Row by row stepping lets later rows see earlier steps, so it is checked on a single row.
    boolean relu = settings.get("activation").equals("relu");
    int rows = settings.get("activeMode").equals("example") ? 1 : 7;
    SparseDataset data = SmallData.noise(rows, FEATURES, 20, 5, 11);
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(Map.of("optimizer", "sgd", "batchSize", 8, "k", 3, "l", 4, "threads", 1));
    TrainingConfig config =
        Defaults.of(new DataFigures(rows, FEATURES, 20, 5, 2, false), 1).with(all);
    NetworkShape shape =
        new NetworkShape(FEATURES, config.network().hidden(), 20, config.network().activation());
    try (Network network = Network.zeros(shape);
        Network before = Network.zeros(shape)) {
      randomize(network);
      before.copyFrom(network);
      NetworkOptimizer state = new NetworkOptimizer(config.optimizer().optimizer(), network);
      BatchWorker worker = new BatchWorker(network, state, config, data.features(), data.labels());
      if (TableKeeper.needed(network, config)) {
        TableKeeper keeper = new TableKeeper(network, config);
        keeper.rebuild(0);
        worker.use(keeper.tables());
      }
      step(worker, rows, 1);
      List<Parameter> parameters = parameters(network);
      float[] gradient = new float[parameters.size()];
      List<Parameter> old = parameters(before);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = old.get(i).get() - parameters.get(i).get();
      }
      network.copyFrom(before);
      boolean moved = false;
      int kinks = 0;
      for (int i = 0; i < gradient.length; i++) {
        double slope = slope(worker, rows, parameters.get(i));
        double error = Math.abs(gradient[i] - slope) / (1 + Math.abs(slope));
        if (relu && error > TOLERANCE && error < KINK) {
          kinks++;
          continue;
        }
        assertThat(error)
            .as("parameter %d: %s, slope %s", i, gradient[i], slope)
            .isLessThan(TOLERANCE);
        moved |= Math.abs(slope) > 0.05;
      }
      assertThat(kinks).isLessThan(gradient.length / 20);
      assertThat(moved).as("some slope is far from 0").isTrue();
      state.close();
    }
  }

  private static double slope(BatchWorker worker, int rows, Parameter parameter) {
    float value = parameter.get();
    parameter.set(value + STEP);
    double above = step(worker, rows, 0);
    parameter.set(value - STEP);
    double below = step(worker, rows, 0);
    parameter.set(value);
    return (above - below) / (2 * STEP);
  }

  /** One batch of all rows, always with the same randomness. */
  private static double step(BatchWorker worker, int rows, float rate) {
    return worker.train(
        IntStream.range(0, rows).toArray(),
        0,
        rows,
        new SplittableRandom(5),
        new NetworkOptimizer.Rates(rate, rate, rate));
  }

  private static void randomize(Network network) {
    SplittableRandom random = new SplittableRandom(3);
    for (Parameter parameter : parameters(network)) {
      parameter.set((float) (random.nextDouble() * 1.6 - 0.8));
    }
  }

  private interface Parameter {
    float get();

    void set(float value);
  }

  private static List<Parameter> parameters(Network network) {
    List<Parameter> parameters = new ArrayList<>();
    add(network.input(), parameters);
    network.hidden().forEach(layer -> add(layer, parameters));
    add(network.output(), parameters);
    return parameters;
  }

  private static void add(LayerParameters layer, List<Parameter> parameters) {
    FloatRows weights = layer.weights();
    float[] row = new float[weights.columns()];
    for (int i = 0; i < weights.rows(); i++) {
      for (int j = 0; j < row.length; j++) {
        int r = i;
        int c = j;
        parameters.add(
            new Parameter() {
              @Override
              public float get() {
                weights.get(r, row, 0);
                return row[c];
              }

              @Override
              public void set(float value) {
                weights.get(r, row, 0);
                row[c] = value;
                weights.set(r, row, 0);
              }
            });
      }
    }
    for (int i = 0; i < layer.biases().length; i++) {
      int at = i;
      parameters.add(
          new Parameter() {
            @Override
            public float get() {
              return layer.biases()[at];
            }

            @Override
            public void set(float value) {
              layer.biases()[at] = value;
            }
          });
    }
  }
}
