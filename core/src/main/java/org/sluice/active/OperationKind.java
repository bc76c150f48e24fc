package org.sluice.active;

/** What multiplications are spent on. */
public enum OperationKind {
  /** Hashing inputs; an addition of a projection of signs counts like a multiplication. */
  HASHING,
  /** Pre-activations of units that were looked at and not kept. */
  SELECTION,
  /** Pre-activations of active units. */
  FORWARD,
  /** Gradients handed to the layer below. */
  BACKWARD,
  /** Gradients of weights, one for each weight that moves. */
  UPDATE,
  /** Building hash tables anew. */
  REBUILD
}
