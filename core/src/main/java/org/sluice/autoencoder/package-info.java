/**
 * Features learned without labels: winner-take-all autoencoders (Makhzani and Frey, NIPS 2015), and
 * the linear classifier that such features feed.
 */
package org.sluice.autoencoder;
