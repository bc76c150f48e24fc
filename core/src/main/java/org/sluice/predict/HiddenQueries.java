package org.sluice.predict;

import org.sluice.data.SparseRows;
import org.sluice.nn.HiddenLayers;
import org.sluice.nn.Network;
import org.sluice.retrieve.QuerySource;

/**
 * The rows of a data set as queries for labels: the network's last hidden activations, computed
 * when asked for.
 *
 * @param network which hidden vectors
 * @param x rows of its features
 */
public record HiddenQueries(Network network, SparseRows x) implements QuerySource {
  private static final int BATCH = 64;

  @Override
  public int rows() {
    return x.rows();
  }

  @Override
  public int dimension() {
    return network.shape().lastWidth();
  }

  @Override
  public Reader reader() {
    HiddenLayers layers = new HiddenLayers(network, BATCH, 0);
    int width = dimension();
    return (rows, from, count, target) -> {
      for (int done = 0; done < count; done += BATCH) {
        int n = Math.min(BATCH, count - done);
        float[] hidden = layers.forward(x, rows, from + done, n, null);
        System.arraycopy(hidden, 0, target, done * width, n * width);
      }
    };
  }
}
