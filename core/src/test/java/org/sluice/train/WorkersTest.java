package org.sluice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluice.config.TrainingConfig;
import org.sluice.data.SparseDataset;
import org.sluice.nn.Network;
import org.sluice.nn.NetworkOptimizer;
import org.sluice.nn.NetworkShape;

class WorkersTest {
  private static final int ROWS = 4_096;

  private static boolean training() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().equals(BatchWorker.class.getName()));
  }

  /** Memory is freed after closing, so an interrupted caller waits too. */
  @Test
  void noThreadTrainsAfterClosingAlsoWhereTheCallerIsInterrupted() {
    SparseDataset data = SmallData.noise(ROWS, 500, 4_000, 10, 1);
    TrainingConfig config =
        Trainer.defaults(data)
            .with(Map.of("threads", 1, "batchSize", ROWS, "hidden", 128, "negatives", "uniform"));
    NetworkShape shape =
        new NetworkShape(500, config.network().hidden(), 4_000, config.network().activation());
    try (Network network = Network.zeros(shape);
        NetworkOptimizer state = new NetworkOptimizer(config.optimizer().optimizer(), network)) {
      boolean[] seen = new boolean[2];
      Workers workers =
          new Workers(
              1, t -> new BatchWorker(network, state, config, data.features(), data.labels()));
      try (workers) {
        Workers.Stretch stretch =
            new Workers.Stretch(
                IntStream.range(0, ROWS).toArray(),
                ROWS,
                0,
                1,
                0,
                1,
                new RateSchedule(config.optimizer(), 1));
        assertThatThrownBy(
                () ->
                    workers.run(
                        stretch,
                        null,
                        () -> {
                          seen[0] = training();
                          Thread.currentThread().interrupt();
                        }))
            .isInstanceOf(TrainingException.class)
            .hasMessage("training was interrupted");
      }
      seen[1] = training();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(seen).containsExactly(true, false);
    }
  }
}
