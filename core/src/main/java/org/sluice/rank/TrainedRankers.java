package org.sluice.rank;

/**
 * Rankers and what their training took.
 *
 * @param matrix the rankers
 * @param positives pairs of a row and one of its labels
 * @param negatives pairs of a row and a label that it proposed wrongly
 * @param meanIterations passes of coordinate descent, a mean over the labels that needed any
 */
public record TrainedRankers(
    RankerMatrix matrix, long positives, long negatives, double meanIterations) {}
