package org.sluice.autoencoder;

/** Says in one line which setting breaks which rule with which value. */
final class Rules {
  private Rules() {}

  static void require(boolean holds, String field, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(field + " must be " + rule + ", got " + value);
    }
  }
}
