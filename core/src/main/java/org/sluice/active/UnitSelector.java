package org.sluice.active;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a layer's selection knows and its threads share: hash tables, or how eager adaptive dropout
 * is. Threads choose without locks; {@link #rebuild} is called while none chooses.
 */
public abstract sealed class UnitSelector
    permits FullSelector, DropoutSelector, StandoutSelector, WinnerSelector, HashedSelector {
  final int layer;
  final UnitScores units;

  /** Whether choices in training teach the selection. */
  volatile boolean learning = true;

  UnitSelector(int layer, UnitScores units) {
    this.layer = layer;
    this.units = units;
  }

  /**
   * The selector of a layer.
   *
   * @param layer its number, for the tallies
   * @param seed of its hash functions
   */
  public static UnitSelector of(Selection selection, int layer, UnitScores units, long seed) {
    return switch (selection) {
      case Selection.Full _ -> new FullSelector(layer, units);
      case Selection.Dropout(double keep) -> new DropoutSelector(layer, units, keep);
      case Selection.Standout(double share, double alpha) ->
          new StandoutSelector(layer, units, share, alpha);
      case Selection.WinnerTakeAll(double share) -> new WinnerSelector(layer, units, share);
      case Selection.Hashed hashed -> HashedSelector.of(hashed, layer, units, seed);
    };
  }

  /**
   * Has training choose more units than the share says until the next call; answers never do. Where
   * chance decides nothing changes. Threads that choose at the same moment may see either.
   *
   * @param factor how many times as many, at least 1
   */
  public void widen(double factor) {}

  /** Whether choices in training teach the selection anything; at first they do. */
  public final void learning(boolean learning) {
    this.learning = learning;
  }

  /** A chooser for one thread. */
  public abstract UnitChooser newChooser();

  /**
   * A chooser for one thread whose answers have so many units, found as those of the share are;
   * hashing reads the same tables and proposes more or fewer in proportion. Empty where answers
   * have all units.
   *
   * @param count from 1 to all units
   */
  public Optional<UnitChooser> newChooser(int count) {
    return Optional.empty();
  }

  /**
   * The same where hashing proposes no more units than are kept, so that tables alone decide. Empty
   * where that changes nothing.
   */
  public Optional<UnitChooser> newBlindChooser(int count) {
    return Optional.empty();
  }

  /** The number of examples after which the next rebuild is due, counted from the start. */
  public long nextRebuild(long examples) {
    return Long.MAX_VALUE;
  }

  /**
   * Builds hash tables anew from the weights as they are.
   *
   * @param counts receives the cost
   */
  public void rebuild(int threads, OperationCounts counts) {}

  /**
   * Chooses in training among pre-activations that are all known: those of units that are not
   * active become 0.
   *
   * @param scores pre-activations of all units from place {@code at} on
   * @return the number of active units; 0 is possible where chance decides
   * @throws UnsupportedOperationException where units are proposed by hashing
   */
  public abstract int keep(float[] scores, int at, SplittableRandom random);

  /**
   * What training has taught about choosing beyond the weights, by name; copies. Ids are whole
   * numbers below 2^24.
   */
  public Map<String, float[]> learned() {
    return Map.of();
  }

  /**
   * Takes over what {@link #learned} of a selector of the same kind and layer gave; tables are
   * built anew from the weights.
   *
   * @throws IllegalArgumentException if it cannot be of such a selector
   */
  public void restore(Map<String, float[]> learned, int threads) {
    values(learned, Map.of());
  }

  /** Checks names and lengths; a length of -1 may be any. */
  static void values(Map<String, float[]> learned, Map<String, Integer> lengths) {
    if (!learned.keySet().equals(lengths.keySet())) {
      throw new IllegalArgumentException(
          "what a selection has learned must be "
              + new TreeSet<>(lengths.keySet())
              + ", not "
              + new TreeSet<>(learned.keySet()));
    }
    new TreeMap<>(lengths)
        .forEach(
            (name, length) -> {
              if (length >= 0 && learned.get(name).length != length) {
                throw new IllegalArgumentException(
                    name + " must have " + length + " values, not " + learned.get(name).length);
              }
            });
  }

  /** What activations are multiplied by in training. */
  public float trainingScale() {
    return 1;
  }

  /** Chooses active units. For one thread. */
  public interface UnitChooser {
    /**
     * Chooses the active units for an input.
     *
     * @param training whether the choice is for training rather than for an answer
     * @param random used where chance decides
     * @param active receives the units, ids rising, and their pre-activations
     * @param counts receives the cost
     */
    void choose(
        ActiveVector input,
        boolean training,
        SplittableRandom random,
        ActiveVector active,
        OperationCounts counts);
  }
}
