package org.sluice.train;

import java.util.Map;

/**
 * How an epoch went.
 *
 * @param epoch its number, from 1
 * @param meanLoss mean loss a row
 * @param seconds since training began
 * @param rebuildSeconds spent on building tables since training began
 * @param activeLabels mean number of labels computed in a set
 * @param validation measures on the held-out rows, empty where there are none
 */
public record EpochReport(
    int epoch,
    double meanLoss,
    double seconds,
    double rebuildSeconds,
    double activeLabels,
    Map<String, Double> validation) {
  public EpochReport {
    validation = Map.copyOf(validation);
  }
}
