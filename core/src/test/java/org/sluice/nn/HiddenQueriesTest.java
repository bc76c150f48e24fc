package org.sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluice.config.Activation;
import org.sluice.data.SparseRows;
import org.sluice.memory.RandomRows;
import org.sluice.retrieve.Candidates;
import org.sluice.retrieve.LabelMatrix;
import org.sluice.retrieve.QueryListMiner;
import org.sluice.retrieve.QueryLists;

class HiddenQueriesTest {
  private static final int FEATURES = 30;
  private static final int ROWS = 150;

  @Test
  void readsAnyRowsAndFindsTheirBestLabels() {
    SplittableRandom random = new SplittableRandom(3);
    int[] offsets = IntStream.rangeClosed(0, ROWS).map(i -> 2 * i).toArray();
    int[] indices = new int[2 * ROWS];
    float[] values = new float[2 * ROWS];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = random.nextInt(FEATURES / 2) + i % 2 * FEATURES / 2;
      values[i] = (float) random.nextGaussian();
    }
    SparseRows x = new SparseRows(FEATURES, offsets, indices, values);
    NetworkShape shape = new NetworkShape(FEATURES, List.of(8), 40, Activation.RELU);
    try (Network network = Network.zeros(shape)) {
      RandomRows.fill(network.input().weights(), 1, 1);
      RandomRows.fill(network.output().weights(), 2, 1);
      network.output().biases()[7] = 3;
      HiddenQueries queries = new HiddenQueries(network, x);
      assertThat(queries.rows()).isEqualTo(ROWS);
      assertThat(queries.dimension()).isEqualTo(8);

      // More rows than pass through the layers together, backwards, from the second on.
      int[] rows = IntStream.range(0, ROWS).map(i -> ROWS - 1 - i).toArray();
      float[] read = new float[(ROWS - 1) * 8];
      queries.reader().read(rows, 1, ROWS - 1, read);

      Candidates best =
          QueryListMiner.mine(
              QueryLists.all(40, 8),
              new LabelMatrix(network.output().weights(), network.output().biases()),
              queries,
              1,
              1,
              2);
      for (int i = 0; i < ROWS - 1; i++) {
        int row = rows[1 + i];
        float[] hidden = hidden(network, x, row);
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < 8; j++) {
          assertThat(read[i * 8 + j]).isCloseTo(hidden[j], within(1e-5f));
        }
        for (int label = 0; label < 40; label++) {
          most = Math.max(most, score(network, hidden, label));
        }
        assertThat(best.scores()[row]).isCloseTo((float) most, within(1e-4f));
        assertThat(score(network, hidden, best.ids()[row])).isCloseTo(most, within(1e-4));
      }
    }
  }

  private static float[] hidden(Network network, SparseRows x, int row) {
    float[] hidden = new float[8];
    float[] vector = new float[8];
    for (int k = x.offsets()[row]; k < x.offsets()[row + 1]; k++) {
      network.input().weights().get(x.indices()[k], vector, 0);
      for (int j = 0; j < 8; j++) {
        hidden[j] += x.values()[k] * vector[j];
      }
    }
    for (int j = 0; j < 8; j++) {
      hidden[j] = Math.max(0, hidden[j]);
    }
    return hidden;
  }

  private static double score(Network network, float[] hidden, int label) {
    float[] vector = new float[8];
    network.output().weights().get(label, vector, 0);
    double score = network.output().biases()[label];
    for (int j = 0; j < 8; j++) {
      score += (double) vector[j] * hidden[j];
    }
    return score;
  }
}
