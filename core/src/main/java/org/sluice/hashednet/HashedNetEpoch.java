package org.sluice.hashednet;

/**
 * What an epoch came to.
 *
 * @param epoch number of the epoch, from 1
 * @param loss mean cross-entropy of the training rows, with dropout, as they were learned from
 * @param testError share of the test rows that are given a wrong class
 * @param seconds time of the epoch, testing not included
 */
public record HashedNetEpoch(int epoch, double loss, double testError, double seconds) {}
