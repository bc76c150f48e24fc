package org.sluice.deep;

import java.util.Arrays;
import java.util.Map;
import org.sluice.active.OperationCounts;
import org.sluice.active.OperationKind;

/**
 * Multiplications of training for an example, by layer and kind, beside those of a dense network of
 * the same shape: forward, gradient for the layer below (but for the first layer) and update, each
 * inputs times units. Both counted with the inputs of the first layer that are not 0 and with all.
 * Immutable.
 */
public final class OperationReport {
  private static final OperationKind[] KINDS = OperationKind.values();

  private final double[][] nonZero;
  private final double[][] all;
  private final double denseNonZero;
  private final double denseAll;

  /**
   * Means over examples.
   *
   * @param examples how many were counted
   * @param widths inputs, units of each hidden layer, classes
   * @param inputs mean number of inputs that are not 0
   */
  OperationReport(OperationCounts counts, long examples, int[] widths, double inputs) {
    nonZero = new double[counts.layers()][KINDS.length];
    all = new double[counts.layers()][KINDS.length];
    double dense = 0;
    for (int layer = 0; layer < counts.layers(); layer++) {
      for (OperationKind kind : KINDS) {
        nonZero[layer][kind.ordinal()] = counts.nonZero(layer, kind) / (double) examples;
        all[layer][kind.ordinal()] = counts.all(layer, kind) / (double) examples;
      }
      dense += layer == 0 ? 0 : 3.0 * widths[layer] * widths[layer + 1];
    }
    denseNonZero = dense + 2 * inputs * widths[1];
    denseAll = dense + 2.0 * widths[0] * widths[1];
  }

  /** Number of layers, the output layer included. */
  public int layers() {
    return all.length;
  }

  /** Multiplications an example with inputs that are not 0; layers from 0, the output last. */
  public double nonZero(int layer, OperationKind kind) {
    return nonZero[layer][kind.ordinal()];
  }

  /** Multiplications an example, all inputs counted; layers from 0, the output last. */
  public double all(int layer, OperationKind kind) {
    return all[layer][kind.ordinal()];
  }

  /** All multiplications an example with inputs that are not 0. */
  public double totalNonZero() {
    return total(nonZero);
  }

  /** All multiplications an example, all inputs counted. */
  public double totalAll() {
    return total(all);
  }

  private static double total(double[][] table) {
    return Arrays.stream(table).flatMapToDouble(Arrays::stream).sum();
  }

  /** Multiplications of the dense network an example, with inputs that are not 0. */
  public double denseNonZero() {
    return denseNonZero;
  }

  /** Multiplications of the dense network an example, all inputs counted. */
  public double denseAll() {
    return denseAll;
  }

  /** Multiplications as a share of the dense network's, both with inputs that are not 0. */
  public double shareNonZero() {
    return totalNonZero() / denseNonZero;
  }

  /** Multiplications as a share of the dense network's, all inputs counted in both. */
  public double shareAll() {
    return totalAll() / denseAll;
  }

  /** The totals by kind over all layers, with inputs that are not 0. */
  public Map<OperationKind, Double> byKindNonZero() {
    return byKind(nonZero);
  }

  /** The totals by kind over all layers, all inputs counted. */
  public Map<OperationKind, Double> byKindAll() {
    return byKind(all);
  }

  private static Map<OperationKind, Double> byKind(double[][] table) {
    Map<OperationKind, Double> totals = new java.util.EnumMap<>(OperationKind.class);
    for (OperationKind kind : KINDS) {
      totals.put(kind, Arrays.stream(table).mapToDouble(row -> row[kind.ordinal()]).sum());
    }
    return totals;
  }
}
