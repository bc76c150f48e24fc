package org.sluice.deep;

import java.util.List;

/**
 * What an epoch brought.
 *
 * @param epoch its number, from 1
 * @param loss mean cross entropy of the training rows as they were met, in nats
 * @param testAccuracy share of the test rows answered right; NaN where this epoch was not tested
 * @param seconds wall time of training, rebuilding tables included, testing not
 * @param testSeconds wall time of the test, 0 where there was none
 * @param activeShare for each hidden layer the mean share of its units that were active in training
 * @param winnersFound for each hidden layer the share of the exact strongest units, as many as are
 *     active in an answer, that were among the active, over the first test rows; NaN where this
 *     epoch was not tested
 * @param operations multiplications of training, or null where they are not counted
 */
public record DeepEpoch(
    int epoch,
    double loss,
    double testAccuracy,
    double seconds,
    double testSeconds,
    List<Double> activeShare,
    List<Double> winnersFound,
    OperationReport operations) {
  public DeepEpoch {
    activeShare = List.copyOf(activeShare);
    winnersFound = List.copyOf(winnersFound);
  }
}
