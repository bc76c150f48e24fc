package org.sluice.autoencoder;

/**
 * What an epoch came to.
 *
 * @param epoch number of the epoch, from 1
 * @param loss half the squared error of the reconstruction under lifetime sparsity, mean of the
 *     rows
 * @param silentUnits units that won no row of the last batch, because none raised them above 0
 * @param seconds time of the epoch
 */
public record AutoencoderEpoch(int epoch, double loss, int silentUnits, double seconds) {}
