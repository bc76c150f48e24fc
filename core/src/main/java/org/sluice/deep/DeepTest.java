package org.sluice.deep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.dense.DenseExamples;
import org.sluice.parallel.Tasks;

/**
 * How a network answers test rows.
 *
 * @param accuracy share of the rows answered right
 * @param winnersFound by hidden layer, see {@link DeepEpoch}
 * @param seconds wall time of asking
 */
public record DeepTest(double accuracy, List<Double> winnersFound, double seconds) {
  private static final int CHUNK = 256;

  /** Rows for which the true winners are computed. */
  private static final int SAMPLE = 300;

  public DeepTest {
    winnersFound = List.copyOf(winnersFound);
  }

  /** Asks all rows. */
  public static DeepTest of(DeepNetwork network, DenseExamples test, int threads) {
    long start = System.nanoTime();
    AtomicInteger right = new AtomicInteger();
    Tasks.run(
        threads,
        (test.size() + CHUNK - 1) / CHUNK,
        () -> {
          DeepPredictor predictor = network.newPredictor();
          return chunk -> {
            int found = 0;
            for (int row = chunk * CHUNK; row < Math.min(test.size(), (chunk + 1) * CHUNK); row++) {
              found += predictor.predict(test, row) == test.label(row) ? 1 : 0;
            }
            right.addAndGet(found);
          };
        });
    double seconds = (System.nanoTime() - start) / 1e9;
    DeepPredictor predictor = network.newPredictor();
    int sample = Math.min(SAMPLE, test.size());
    double[] sums = new double[network.layers() - 1];
    for (int row = 0; row < sample; row++) {
      predictor.predict(test, row);
      for (int l = 0; l < sums.length; l++) {
        sums[l] += predictor.winnersFound(l);
      }
    }
    List<Double> found = new ArrayList<>();
    for (double sum : sums) {
      found.add(sum / sample);
    }
    return new DeepTest(right.get() / (double) test.size(), found, seconds);
  }
}
