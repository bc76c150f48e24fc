package org.sluice.train;

import org.sluice.config.TrainingConfig;
import org.sluice.nn.NetworkShape;

/**
 * What is about to be trained.
 *
 * @param config the settings in force
 * @param shape sizes of the network
 * @param trainingRows rows that are trained on
 * @param skippedRows rows left out because they have no labels
 * @param validationRows rows held out
 * @param hugePages whether the weights lie on huge pages
 */
public record TrainingStart(
    TrainingConfig config,
    NetworkShape shape,
    int trainingRows,
    int skippedRows,
    int validationRows,
    boolean hugePages) {}
