package org.sluice.nn;

import java.util.ArrayList;
import java.util.List;
import org.sluice.memory.FloatRows;
import org.sluice.memory.Int8Rows;

/**
 * The parameters of a network: sparse input, hidden layers, one output a label. Holds memory
 * outside the heap and must be closed. Any number of threads may read; training threads write
 * without locks.
 */
public final class Network implements AutoCloseable {
  private final NetworkShape shape;
  private final LayerParameters input;
  private final List<LayerParameters> hidden;
  private final LayerParameters output;

  private Network(
      NetworkShape shape,
      LayerParameters input,
      List<LayerParameters> hidden,
      LayerParameters output) {
    this.shape = shape;
    this.input = input;
    this.hidden = List.copyOf(hidden);
    this.output = output;
  }

  /** A network of zeros. */
  public static Network zeros(NetworkShape shape) {
    List<Integer> widths = shape.hidden();
    LayerParameters input = layer(shape.features(), widths.getFirst(), widths.getFirst());
    List<LayerParameters> hidden = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      hidden.add(layer(widths.get(i - 1), widths.get(i), widths.get(i)));
    }
    return new Network(
        shape, input, hidden, layer(shape.labels(), shape.lastWidth(), shape.labels()));
  }

  private static LayerParameters layer(int rows, int columns, int biases) {
    return new LayerParameters(FloatRows.allocate(rows, columns), new float[biases]);
  }

  /** Sizes. */
  public NetworkShape shape() {
    return shape;
  }

  /** Feature vectors: {@code features x hidden[0]}, and the first hidden layer's biases. */
  public LayerParameters input() {
    return input;
  }

  /**
   * Layers between hidden layers: {@code hidden[i] x hidden[i + 1]}; none with one hidden layer.
   */
  public List<LayerParameters> hidden() {
    return hidden;
  }

  /** Label vectors: {@code labels x lastWidth}, and one bias a label. */
  public LayerParameters output() {
    return output;
  }

  /** Takes over all parameters of a network of the same shape. */
  public void copyFrom(Network other) {
    if (!other.shape.equals(shape)) {
      throw new IllegalArgumentException("shapes must be equal: " + shape + ", " + other.shape);
    }
    copy(other.input, input);
    for (int i = 0; i < hidden.size(); i++) {
      copy(other.hidden.get(i), hidden.get(i));
    }
    copy(other.output, output);
  }

  private static void copy(LayerParameters from, LayerParameters to) {
    to.weights().segment().copyFrom(from.weights().segment());
    System.arraycopy(from.biases(), 0, to.biases(), 0, to.biases().length);
  }

  /** Rounds all weights to what {@link Int8Rows} keeps of them; biases stay. */
  public void roundToInt8() {
    Int8Rows.round(input.weights());
    hidden.forEach(layer -> Int8Rows.round(layer.weights()));
    Int8Rows.round(output.weights());
  }

  @Override
  public void close() {
    input.close();
    hidden.forEach(LayerParameters::close);
    output.close();
  }
}
