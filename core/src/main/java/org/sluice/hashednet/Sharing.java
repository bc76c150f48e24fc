package org.sluice.hashednet;

/** How the edges of a layer get their weights. */
public enum Sharing {
  /** Every edge has a weight of its own. */
  FULL,
  /** The edges share few weights through a hash and a sign hash: HashedNets. */
  HASHED,
  /** A random choice of edges is kept, each with a weight of its own; the others are removed. */
  RANDOM_EDGES
}
