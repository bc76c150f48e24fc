package org.sluice.deep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.active.OperationCounts;
import org.sluice.active.Selection;
import org.sluice.config.DecayKind;
import org.sluice.dense.DenseExamples;

/** Steps against numerical gradients, for every kind of layer. */
class GradientTest {
  private static final int WIDTH = 12;
  private static final float NUDGE = 0x1p-8f;

  private final DenseExamples examples = TestData.clusters(20, WIDTH, 3, 1);

  static Stream<Selection> selections() {
    return Stream.of(
        new Selection.Full(),
        new Selection.Dropout(0.5),
        new Selection.Standout(0.5),
        new Selection.WinnerTakeAll(0.4),
        Selection.Hashed.published(0.4),
        Selection.Hashed.best(0.4));
  }

  private static DeepConfig config(Selection selection, Execution execution, int batch) {
    return DeepConfig.of(1, 1, selection)
        .withHidden(List.of(new HiddenLayer(10, selection), new HiddenLayer(9, selection)))
        .withExecution(execution, batch)
        .withOptimizer(org.sluice.config.OptimizerKind.SGD, 0)
        .withRate(1, DecayKind.CONSTANT, 0);
  }

  private DeepNetwork network(Selection selection) {
    DeepNetwork network = new DeepNetwork(config(selection, Execution.SPARSE, 1), examples);
    for (int l = 0; l < network.layers() - 1; l++) {
      network.selector(l).rebuild(1, new OperationCounts(network.layers()));
    }
    return network;
  }

  private ExamplePass pass(DeepNetwork network, int row) {
    ExamplePass pass = new ExamplePass(network, new OperationCounts(network.layers()));
    pass.load(examples, row);
    pass.forward(true, new SplittableRandom(row));
    return pass;
  }

  @ParameterizedTest
  @MethodSource("selections")
  void sparseSteps(Selection selection) {
    for (int row = 0; row < 3; row++) {
      DeepNetwork stepped = network(selection);
      DeepNetwork other = network(selection);
      ExamplePass pass = pass(stepped, row);
      pass.backward(examples.label(row));
      float[] before = TestData.weights(stepped);
      pass.step(1);
      float[] after = TestData.weights(stepped);
      double[] numerical = numerical(selection, other, row, pass.sets());
      int moved = 0;
      for (int i = 0; i < before.length; i++) {
        if (Double.isNaN(numerical[i])) {
          continue;
        }
        assertThat((double) (before[i] - after[i]))
            .as("weight %s of %s", i, selection)
            .isCloseTo(numerical[i], Offset.offset(2e-3));
        moved += Math.abs(numerical[i]) > 1e-3 ? 1 : 0;
      }
      assertThat(moved).isGreaterThan(20);
    }
  }

  /** In the order of {@link TestData#weights}. */
  private double[] numerical(Selection selection, DeepNetwork shared, int row, ActiveSets sets) {
    // Adaptive dropout learns from every pass, so each starts from a new network.
    Supplier<DeepNetwork> networks =
        selection instanceof Selection.Standout ? () -> network(selection) : () -> shared;
    double[] gradient = new double[TestData.weights(shared).length];
    int at = 0;
    for (int l = 0; l < shared.layers(); l++) {
      int layer = l;
      WeightMatrix matrix = shared.layer(l).matrix;
      for (int i = 0; i < matrix.inputs; i++) {
        for (int j = 0; j < matrix.units; j++) {
          int place = matrix.at(i, j);
          gradient[at++] = slope(networks, row, sets, n -> n.layer(layer).matrix.weights, place);
        }
      }
      for (int j = 0; j < matrix.units; j++) {
        gradient[at++] = slope(networks, row, sets, n -> n.layer(layer).biases(), j);
      }
    }
    return gradient;
  }

  /** NaN where other units than before become active, so that there is no slope. */
  private double slope(
      Supplier<DeepNetwork> networks,
      int row,
      ActiveSets sets,
      Function<DeepNetwork, float[]> values,
      int at) {
    return (loss(networks.get(), row, sets, values, at, NUDGE)
            - loss(networks.get(), row, sets, values, at, -NUDGE))
        / (2 * NUDGE);
  }

  private double loss(
      DeepNetwork network,
      int row,
      ActiveSets sets,
      Function<DeepNetwork, float[]> values,
      int at,
      float nudge) {
    float[] array = values.apply(network);
    float old = array[at];
    array[at] = old + nudge;
    ExamplePass pass = pass(network, row);
    double loss = pass.backward(examples.label(row));
    array[at] = old;
    for (int l = 1; l < network.layers(); l++) {
      if (!Arrays.equals(pass.sets().sets().get(l), sets.sets().get(l))) {
        return Double.NaN;
      }
    }
    return loss;
  }

  /** Those that know all units and draw nothing by chance. */
  static Stream<Selection> certain() {
    return Stream.of(new Selection.Full(), new Selection.WinnerTakeAll(0.4));
  }

  @ParameterizedTest
  @MethodSource("certain")
  void matrixStepsAreTheMeanOfSparseOnes(Selection selection) {
    DeepNetwork whole = network(selection);
    MatrixPass pass = new MatrixPass(whole, new OperationCounts(whole.layers()), 4);
    int[] order = {3, 1, 4, 7};
    double loss = pass.gradients(examples, order, 0, 4, 1, new SplittableRandom(1));
    pass.step(0.1f);
    DeepNetwork sparse = network(selection);
    DeepConfig config = config(selection, Execution.SPARSE, 4);
    SparseWorker worker = new SparseWorker(config, sparse, examples, new SplittableRandom(1));
    worker.batch(order, 0, 4, 0.1f);
    assertThat(loss).isCloseTo(worker.loss, Offset.offset(1e-4));
    assertThat(TestData.weights(whole))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(TestData.weights(sparse));
  }
}
