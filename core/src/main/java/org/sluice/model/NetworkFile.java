package org.sluice.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sluice.config.WeightFormat;
import org.sluice.memory.FloatRows;
import org.sluice.memory.Int8Rows;
import org.sluice.nn.LayerParameters;
import org.sluice.nn.Network;
import org.sluice.nn.NetworkShape;

/**
 * The parameters of a network as a safetensors file: weights as floats, or as 8-bit numbers with a
 * scale a row.
 */
final class NetworkFile {
  static final String NAME = "network.safetensors";

  private static final String WEIGHTS = ".weights";
  private static final String SCALES = ".scales";
  private static final String BIASES = ".biases";

  /** Far from where a scale times a number would be infinite. */
  private static final float MOST_SCALE = 1e36f;

  private NetworkFile() {}

  static FileRecord write(Network network, WeightFormat format, Path file) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter().metadata(Map.of("format", Manifest.FORMAT));
    Map<String, LayerParameters> layers = layers(network);
    if (format == WeightFormat.FLOAT32) {
      layers.forEach(
          (name, layer) ->
              writer.add(name + WEIGHTS, layer.weights()).add(name + BIASES, layer.biases()));
      return writer.write(file);
    }
    // Wider values come first in the file.
    Map<String, float[]> scales = new LinkedHashMap<>();
    for (Map.Entry<String, LayerParameters> layer : layers.entrySet()) {
      String name = layer.getKey();
      scales.put(name, scales(name + WEIGHTS, layer.getValue().weights()));
      writer.add(name + SCALES, scales.get(name)).add(name + BIASES, layer.getValue().biases());
    }
    layers.forEach((name, layer) -> writer.add(name + WEIGHTS, layer.weights(), scales.get(name)));
    return writer.write(file);
  }

  private static float[] scales(String name, FloatRows matrix) throws IOException {
    int columns = matrix.columns();
    float[] scales = new float[Math.toIntExact(matrix.rows())];
    float[] row = new float[columns];
    for (int i = 0; i < scales.length; i++) {
      matrix.get(i, row, 0);
      scales[i] = Int8Rows.scale(row, 0, columns);
      if (!(scales[i] <= MOST_SCALE)) {
        throw new IOException(fault(name, i, row));
      }
    }
    return scales;
  }

  private static String fault(String name, int i, float[] row) {
    for (int j = 0; j < row.length; j++) {
      if (!Float.isFinite(row[j])) {
        return FiniteValues.fault(name, (long) i * row.length + j, Float.floatToRawIntBits(row[j]));
      }
    }
    return "tensor " + name + ": values must be at most 1.27e38, row " + i + " holds greater ones";
  }

  private static Map<String, LayerParameters> layers(Network network) {
    Map<String, LayerParameters> layers = new LinkedHashMap<>();
    layers.put("input", network.input());
    for (int i = 0; i < network.hidden().size(); i++) {
      layers.put("hidden." + i, network.hidden().get(i));
    }
    layers.put("output", network.output());
    return layers;
  }

  static Network read(Path file, NetworkShape shape) throws ModelFormatException {
    try (Safetensors tensors = Safetensors.open(file)) {
      // All shapes first: what the manifest claims must be in the file before memory is taken.
      require(tensors, "input", shape.features(), shape.hidden().getFirst());
      for (int i = 1; i < shape.hidden().size(); i++) {
        require(tensors, "hidden." + (i - 1), shape.hidden().get(i - 1), shape.hidden().get(i));
      }
      require(tensors, "output", shape.labels(), shape.lastWidth(), shape.labels());
      Network network = Network.zeros(shape);
      try {
        for (Map.Entry<String, LayerParameters> layer : layers(network).entrySet()) {
          read(file, tensors, layer.getKey(), layer.getValue());
        }
      } catch (ModelFormatException | RuntimeException | Error e) {
        network.close();
        throw e;
      }
      return network;
    }
  }

  private static void require(Safetensors tensors, String name, int rows, int columns)
      throws ModelFormatException {
    require(tensors, name, rows, columns, columns);
  }

  private static void require(Safetensors tensors, String name, int rows, int columns, int biases)
      throws ModelFormatException {
    if (tensors.dtype(name + WEIGHTS) == Dtype.I8) {
      tensors.requireShape(Dtype.I8, name + WEIGHTS, rows, columns);
      tensors.requireShape(Dtype.F32, name + SCALES, rows);
    } else {
      tensors.requireShape(Dtype.F32, name + WEIGHTS, rows, columns);
    }
    tensors.requireShape(Dtype.F32, name + BIASES, biases);
  }

  private static void read(Path file, Safetensors tensors, String name, LayerParameters layer)
      throws ModelFormatException {
    if (tensors.dtype(name + WEIGHTS) == Dtype.I8) {
      float[] scales = tensors.floats(name + SCALES, layer.weights().rows());
      for (int i = 0; i < scales.length; i++) {
        if (!(scales[i] >= 0 && scales[i] <= MOST_SCALE)) {
          throw new ModelFormatException(
              file,
              "tensor "
                  + name
                  + SCALES
                  + ": values must be from 0 to 1e36, value "
                  + i
                  + " is not: "
                  + scales[i]);
        }
      }
      tensors.read(name + WEIGHTS, scales, layer.weights());
    } else {
      tensors.read(name + WEIGHTS, layer.weights());
    }
    tensors.read(name + BIASES, layer.biases());
  }
}
