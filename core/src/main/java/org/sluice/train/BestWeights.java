package org.sluice.train;

import org.sluice.nn.Network;

/**
 * Remembers the weights of the epoch with the best validation P@1, so that early stopping ends with
 * them and not with the last ones. Keeps nothing when there is no early stopping.
 */
final class BestWeights implements AutoCloseable {
  static final String MEASURE = "P@1";

  private final Network network;
  private final int patience;
  private Network copy;
  private double best = Double.NEGATIVE_INFINITY;
  private int since;

  /**
   * @param patience epochs without improvement that are one too many, 0 for no early stopping
   */
  BestWeights(Network network, int patience) {
    this.network = network;
    this.patience = patience;
  }

  /** Takes note of an epoch; true when patience is at its end. */
  boolean exhausted(EpochReport report) {
    Double value = report.validation().get(MEASURE);
    if (patience == 0 || value == null) {
      return false;
    }
    if (value > best) {
      best = value;
      since = 0;
      if (copy == null) {
        copy = Network.zeros(network.shape());
      }
      copy.copyFrom(network);
      return false;
    }
    return ++since >= patience;
  }

  /** Puts the best weights back, if they are not the ones that are there. */
  void restore() {
    if (copy != null && since > 0) {
      network.copyFrom(copy);
    }
  }

  @Override
  public void close() {
    if (copy != null) {
      copy.close();
    }
  }
}
