package org.sluice.deep;

import java.util.List;

/**
 * A trained network and how its training went.
 *
 * @param network the network with the weights of the last epoch
 * @param epochs one report an epoch
 * @param activeSets the active sets of the first training examples, or an empty list
 */
public record DeepResult(DeepNetwork network, List<DeepEpoch> epochs, List<ActiveSets> activeSets) {
  public DeepResult {
    epochs = List.copyOf(epochs);
    activeSets = List.copyOf(activeSets);
  }

  /** Share of the test rows that the trained network answers right. */
  public double testAccuracy() {
    return epochs.getLast().testAccuracy();
  }

  /** Wall time of an epoch's training in seconds, the mean over all. */
  public double secondsPerEpoch() {
    return epochs.stream().mapToDouble(DeepEpoch::seconds).average().orElseThrow();
  }
}
