package org.sluice.predict;

import java.util.Arrays;
import org.sluice.data.SparseRows;
import org.sluice.kernel.Kernels;
import org.sluice.memory.FloatRows;
import org.sluice.nn.HiddenLayers;
import org.sluice.nn.Network;

/**
 * Scores every label for batches of rows with matrix products and keeps the best. Holds one
 * thread's work space; the network is shared.
 */
final class ExactScorer {
  /** Labels scored together, few enough that their vectors stay in the cache. */
  private static final int BLOCK = 128;

  private final Network network;
  private final HiddenLayers hidden;
  private final int width;
  private final int stride;
  private final float[] transposed;
  private final float[] vectors;
  private final float[] scores;
  private final TopLabels[] best;

  /** Running maximum, and sum of exponentials below it, of each row's scores. */
  private final float[] highest;

  private final double[] exponentials;

  /**
   * @param batchSize most rows scored together
   * @param k labels kept a row
   */
  ExactScorer(Network network, int batchSize, int k) {
    this.network = network;
    this.hidden = new HiddenLayers(network, batchSize, 0);
    this.width = network.shape().lastWidth();
    this.stride = (batchSize + 15) / 16 * 16;
    this.transposed = new float[width * stride];
    this.vectors = new float[BLOCK * width];
    this.scores = new float[BLOCK * stride];
    this.best = new TopLabels[batchSize];
    Arrays.setAll(best, row -> new TopLabels(k));
    this.highest = new float[batchSize];
    this.exponentials = new double[batchSize];
  }

  /**
   * Scores rows {@code rows[from .. from + count)} of {@code x}; afterwards {@link #best} holds
   * their labels and {@link #logNormalizer} is known where it was asked for.
   */
  void score(SparseRows x, int[] rows, int from, int count, boolean normalize) {
    float[] activations = hidden.forward(x, rows, from, count, null);
    for (int q = 0; q < count; q++) {
      best[q].clear();
      highest[q] = Float.NEGATIVE_INFINITY;
      exponentials[q] = 0;
      for (int j = 0; j < width; j++) {
        transposed[j * stride + q] = activations[q * width + j];
      }
    }
    FloatRows weights = network.output().weights();
    float[] biases = network.output().biases();
    int labels = network.shape().labels();
    for (int first = 0; first < labels; first += BLOCK) {
      int block = Math.min(BLOCK, labels - first);
      for (int u = 0; u < block; u++) {
        weights.get(first + u, vectors, u * width);
      }
      Kernels.gemm(
          block,
          count,
          width,
          vectors,
          0,
          width,
          1,
          transposed,
          0,
          stride,
          scores,
          0,
          stride,
          false);
      for (int u = 0; u < block; u++) {
        offer(first + u, biases[first + u], u * stride, count);
      }
      if (normalize) {
        accumulate(block, count);
      }
    }
  }

  private void offer(int label, float bias, int at, int count) {
    for (int q = 0; q < count; q++) {
      float score = scores[at + q] + bias;
      scores[at + q] = score;
      if (score > best[q].floor()) {
        best[q].offer(label, score);
      }
    }
  }

  private void accumulate(int block, int count) {
    for (int q = 0; q < count; q++) {
      float most = highest[q];
      for (int u = 0; u < block; u++) {
        most = Math.max(most, scores[u * stride + q]);
      }
      double sum = exponentials[q] == 0 ? 0 : exponentials[q] * Math.exp(highest[q] - most);
      for (int u = 0; u < block; u++) {
        sum += Math.exp(scores[u * stride + q] - most);
      }
      highest[q] = most;
      exponentials[q] = sum;
    }
  }

  /** Best labels of row q of the last batch, by falling score. */
  TopLabels best(int q) {
    return best[q];
  }

  /** Logarithm of the sum of the exponentials of all of row q's scores. */
  double logNormalizer(int q) {
    return highest[q] + Math.log(exponentials[q]);
  }
}
