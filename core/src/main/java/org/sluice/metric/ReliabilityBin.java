package org.sluice.metric;

/**
 * Answers of about the same score. In a calibrated model the share that is right equals the mean
 * score in every bin.
 *
 * @param answers number of answers, at least 1
 * @param lowest score
 * @param highest score
 * @param meanScore mean score
 * @param right share of the answers that are right
 */
public record ReliabilityBin(
    long answers, float lowest, float highest, double meanScore, double right) {}
