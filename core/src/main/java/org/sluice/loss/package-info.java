/** Losses over the active outputs of a batch and their gradients. */
package org.sluice.loss;
