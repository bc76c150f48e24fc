package org.sluice.active;

/**
 * Tallies of multiplications by layer and kind, kept twice: with the inputs of the first layer that
 * are not 0, and with all of them, as a dense network would count. For one thread; tallies of
 * several are joined by {@link #add}.
 */
public final class OperationCounts {
  private static final int KINDS = OperationKind.values().length;

  private final long[] nonZero;
  private final long[] all;

  /** Zero for so many layers. */
  public OperationCounts(int layers) {
    nonZero = new long[layers * KINDS];
    all = new long[layers * KINDS];
  }

  /** Counts {@code rows} products of weights with an input. */
  public void charge(int layer, OperationKind kind, long rows, ActiveVector input) {
    int at = layer * KINDS + kind.ordinal();
    nonZero[at] += rows * input.count();
    // Below the first layer places not held were never computed, whoever counts.
    all[at] += rows * (layer == 0 ? input.length() : input.count());
  }

  /** Counts multiplications that do not depend on which inputs are 0. */
  public void charge(int layer, OperationKind kind, long multiplications) {
    charge(layer, kind, multiplications, multiplications);
  }

  /** Counts multiplications of both tallies. */
  public void charge(int layer, OperationKind kind, long ofNonZero, long ofAll) {
    int at = layer * KINDS + kind.ordinal();
    nonZero[at] += ofNonZero;
    all[at] += ofAll;
  }

  /** Adds another's tallies, of as many layers. */
  public void add(OperationCounts other) {
    for (int i = 0; i < nonZero.length; i++) {
      nonZero[i] += other.nonZero[i];
      all[i] += other.all[i];
    }
  }

  /** Sets all tallies to 0. */
  public void clear() {
    java.util.Arrays.fill(nonZero, 0);
    java.util.Arrays.fill(all, 0);
  }

  /** Number of layers. */
  public int layers() {
    return nonZero.length / KINDS;
  }

  /** Multiplications with inputs that are not 0. */
  public long nonZero(int layer, OperationKind kind) {
    return nonZero[layer * KINDS + kind.ordinal()];
  }

  /** Multiplications when all inputs of the first layer are counted. */
  public long all(int layer, OperationKind kind) {
    return all[layer * KINDS + kind.ordinal()];
  }
}
