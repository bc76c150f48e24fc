/** Layers of the network: parameters, forward and backward passes, and which outputs are active. */
package org.sluice.nn;
