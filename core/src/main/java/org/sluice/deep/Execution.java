package org.sluice.deep;

/** How training computes. */
public enum Execution {
  /**
   * Example by example, only what is active: a layer with share s after another with share s costs
   * s squared of its multiplications.
   */
  SPARSE,
  /**
   * Mini-batches through whole matrices by the fastest kernels, units that are not active being set
   * to 0: how a dense network is trained. Not for {@link org.sluice.active.Selection.Hashed}.
   */
  MATRIX
}
