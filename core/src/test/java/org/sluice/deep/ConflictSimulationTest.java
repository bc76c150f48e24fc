package org.sluice.deep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sluice.active.Selection;
import org.sluice.config.DecayKind;
import org.sluice.dense.DenseExamples;

class ConflictSimulationTest {
  private static final int[] WIDTHS = {4, 6, 2};

  private static ActiveSets example(int[] inputs, int[] units) {
    return new ActiveSets(List.of(inputs, units));
  }

  @Test
  void countsWritesOfOthers() {
    // Two examples share input 1 and unit 3: 1 of 4 writes of each. In the output layer they share
    // one of two inputs, hence half of the writes.
    List<ActiveSets> sets =
        List.of(
            example(new int[] {0, 1}, new int[] {3, 4}),
            example(new int[] {1, 2}, new int[] {3, 5}));
    List<Double> shares = new ConflictSimulation(sets, WIDTHS).collisions(2, 4000, 1);
    // Half of the rounds draw an example twice, where everything collides.
    assertThat(shares.get(0)).isCloseTo(0.5 + 0.5 * 0.25, Offset.offset(0.03));
    assertThat(shares.get(1)).isCloseTo(0.5 + 0.5 * 0.5, Offset.offset(0.03));
  }

  @Test
  void strangersDoNotCollideInHiddenLayers() {
    List<ActiveSets> sets =
        List.of(example(new int[] {0, 1}, new int[] {0}), example(new int[] {0, 1}, new int[] {1}));
    assertThat(new ConflictSimulation(sets, WIDTHS).collisions(2, 2000, 1).get(0))
        .isCloseTo(0.5, Offset.offset(0.05));
  }

  @Test
  void moreThreadsCollideMore() {
    DenseExamples train = TestData.clusters(300, 20, 4, 1);
    DeepConfig config =
        DeepConfig.of(2, 60, new Selection.WinnerTakeAll(0.1))
            .withRun(2, 1, 1)
            .withReports(false, 1, 100);
    DeepResult result = DeepTrainer.train(config, train, train, DeepListener.none());
    assertThat(result.activeSets()).hasSize(100);
    ConflictSimulation simulation =
        new ConflictSimulation(result.activeSets(), result.network().widths());
    List<Double> few = simulation.collisions(4, 50, 1);
    List<Double> many = simulation.collisions(32, 50, 1);
    assertThat(few).hasSize(3);
    for (int l = 0; l < 3; l++) {
      assertThat(many.get(l)).isGreaterThan(few.get(l)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void oneSimulatedThreadIsOneThread() {
    DenseExamples train = TestData.clusters(200, 20, 4, 1);
    DeepConfig config =
        DeepConfig.of(2, 60, Selection.Hashed.best(0.1))
            .withRate(0.01, DecayKind.LINEAR, 0)
            .withRun(2, 1, 1);
    DeepNetwork real = DeepTrainer.train(config, train, train, DeepListener.none()).network();
    for (ThreadModel one : List.of(new ThreadModel.Lockstep(1, 1), new ThreadModel.Staggered(1))) {
      DeepNetwork simulated =
          DeepTrainer.simulateThreads(config, train, train, one, DeepListener.none()).network();
      assertThat(TestData.weights(simulated))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(TestData.weights(real));
    }
  }

  @Test
  void stepsOutOfStepComeLate() {
    DenseExamples train = TestData.clusters(5, 20, 4, 1);
    DeepConfig config =
        DeepConfig.of(2, 60, new Selection.WinnerTakeAll(0.1))
            .withRate(0.01, DecayKind.CONSTANT, 0)
            .withWidening(1, 0)
            .withRun(1, 1, 1);
    // With more threads than examples every gradient is that of the first weights.
    float[] late = weights(config, train, new ThreadModel.Staggered(8));
    assertThat(late)
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(weights(config, train, new ThreadModel.Lockstep(5, 0)));
    assertThat(late).isNotEqualTo(weights(config, train, new ThreadModel.Staggered(2)));
  }

  private static float[] weights(DeepConfig config, DenseExamples train, ThreadModel model) {
    return TestData.weights(
        DeepTrainer.simulateThreads(config, train, train, model, DeepListener.none()).network());
  }

  @Test
  void simulatedThreadsLearnThoughWritesAreLost() {
    DenseExamples train = TestData.clusters(600, 20, 4, 1);
    DenseExamples test = TestData.clusters(200, 20, 4, 2);
    DeepConfig config = DeepConfig.of(2, 60, new Selection.WinnerTakeAll(0.1)).withRun(6, 1, 1);
    DeepNetwork kept =
        DeepTrainer.simulateThreads(
                config, train, test, new ThreadModel.Lockstep(8, 0), DeepListener.none())
            .network();
    DeepResult lost =
        DeepTrainer.simulateThreads(
            config, train, test, new ThreadModel.Lockstep(8, 0.5), DeepListener.none());
    assertThat(lost.testAccuracy()).isGreaterThan(0.93);
    assertThat(TestData.weights(lost.network())).isNotEqualTo(TestData.weights(kept));
  }

  @Test
  void wrongInputIsNamed() {
    List<ActiveSets> sets =
        List.of(example(new int[] {0}, new int[] {3}), example(new int[] {1}, new int[] {3}));
    assertThatThrownBy(() -> new ConflictSimulation(sets.subList(0, 1), WIDTHS))
        .hasMessage("sets must be of at least 2 examples, not 1");
    assertThatThrownBy(() -> new ConflictSimulation(sets, new int[] {4, 6, 6, 2}))
        .hasMessage("sets of an example must be one for each layer but the output, 3, not 2");
    ConflictSimulation simulation = new ConflictSimulation(sets, WIDTHS);
    assertThatThrownBy(() -> simulation.collisions(1, 1, 1))
        .hasMessage("threads must be from 2 to 1024, not 1");
    assertThatThrownBy(() -> simulation.collisions(2, 0, 1))
        .hasMessage("rounds must be at least 1, not 0");
    DenseExamples train = TestData.clusters(10, 20, 4, 1);
    assertThatThrownBy(
            () ->
                DeepTrainer.simulateThreads(
                    DeepConfig.of(1, 9, new Selection.Full()),
                    train,
                    train,
                    new ThreadModel.Staggered(4),
                    DeepListener.none()))
        .hasMessage("execution must be SPARSE to simulate threads, not MATRIX");
    assertThatThrownBy(() -> new ThreadModel.Staggered(0))
        .hasMessage("threads must be from 1 to 1024, not 0");
    assertThatThrownBy(() -> new ThreadModel.Lockstep(4, 1.5))
        .hasMessage("lost must be from 0 to 1, not 1.5");
  }
}
