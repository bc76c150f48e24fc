package org.sluice.inspect;

import java.util.Map;

/** A way of choosing the labels that a query activates. Shared by threads; its finders are not. */
interface Chooser {
  /** What it is, in short. */
  String name();

  /** What it is made of: a cell's fields, or nothing. */
  default Map<String, Object> settings() {
    return Map.of();
  }

  /** What its tables look like, or nothing where it has none. */
  default Map<String, Object> statistics() {
    return Map.of();
  }

  /** For one thread. */
  Finder finder();

  /** Chooses for one query after another. */
  interface Finder {
    /**
     * Chooses labels, so that the first n of them are what it would choose if n were wanted.
     *
     * @param target receives distinct labels from place 0
     * @return their number, at most {@code limit}
     */
    int find(Question question, int limit, int[] target);
  }

  /**
   * A query.
   *
   * @param vectors holds it from {@code offset}
   * @param seed of its own
   * @param exact the best labels by falling score
   */
  record Question(float[] vectors, int offset, long seed, int[] exact) {}
}
