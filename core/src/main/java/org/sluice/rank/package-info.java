/** Sparse per-label rankers trained on the network's mistakes. */
package org.sluice.rank;
