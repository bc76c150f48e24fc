package org.sluice.train;

/**
 * How far a run is.
 *
 * @param epoch the current epoch, from 1
 * @param epochs epochs of the whole run
 * @param rowsDone rows trained so far, over all epochs
 * @param rowsTotal rows of the whole run, over all epochs
 * @param meanLoss mean loss a row since the epoch began
 * @param rowsPerSecond since training began
 * @param secondsLeft estimate until the last epoch ends
 */
public record Progress(
    int epoch,
    int epochs,
    long rowsDone,
    long rowsTotal,
    double meanLoss,
    double rowsPerSecond,
    double secondsLeft) {}
