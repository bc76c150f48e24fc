package org.sluice.nn;

import org.sluice.data.SparseRows;
import org.sluice.retrieve.QuerySource;

/**
 * The last hidden activations of rows, as searches for their best labels read them. Computed at
 * every reading, nothing is kept.
 *
 * @param network shared; its weights should rest meanwhile
 * @param x the rows
 */
public record HiddenQueries(Network network, SparseRows x) implements QuerySource {
  /** Rows taken through the layers together. */
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
        int batch = Math.min(BATCH, count - done);
        float[] values = layers.forward(x, rows, from + done, batch, null);
        System.arraycopy(values, 0, target, done * width, batch * width);
      }
    };
  }
}
