package org.sluice.mips;

import java.util.Objects;

/**
 * Settings of an index. Immutable.
 *
 * @param metric what makes a vector a good answer
 * @param structure how vectors are found
 * @param recall share of the true best 10 that an approximate search shall find, above 0 and below
 *     1; how much is read for that is measured on a sample while the index is built
 * @param precision how values are kept
 * @param seed source of all randomness
 */
public record MipsConfig(
    Metric metric, Structure structure, double recall, Precision precision, long seed) {
  public MipsConfig {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(structure, "structure");
    if (!(recall > 0 && recall < 1)) {
      throw new IllegalArgumentException("recall must be above 0 and below 1, not " + recall);
    }
  }

  /** Lists, for a recall of .95, of vectors as given. */
  public static MipsConfig of(Metric metric) {
    return new MipsConfig(metric, new Structure.Lists(0), .95, Precision.SINGLE, 1);
  }

  /** The same with another structure. */
  public MipsConfig structure(Structure other) {
    return new MipsConfig(metric, other, recall, precision, seed);
  }

  /** The same with another wanted recall. */
  public MipsConfig recall(double other) {
    return new MipsConfig(metric, structure, other, precision, seed);
  }

  /** The same with values kept otherwise. */
  public MipsConfig precision(Precision other) {
    return new MipsConfig(metric, structure, recall, other, seed);
  }

  /** The same with another seed. */
  public MipsConfig seed(long other) {
    return new MipsConfig(metric, structure, recall, precision, other);
  }
}
