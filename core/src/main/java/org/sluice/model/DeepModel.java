package org.sluice.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.DeepNetwork;
import org.sluice.deep.DeepState;
import org.sluice.kernel.Kernels;

/**
 * A trained deep network, kept as a folder: {@code manifest.json} and {@code network.safetensors},
 * as {@code docs/formats.md} describes.
 *
 * @param network answers
 * @param config it was trained with
 * @param trainingRows rows it was trained on, at least 0
 * @param provenance where it comes from
 */
public record DeepModel(
    DeepNetwork network, DeepConfig config, long trainingRows, Provenance provenance) {
  static final String FORMAT = "sluice-deep-model";
  static final int VERSION = 1;
  static final String NUMBERS = "network.safetensors";
  private static final String WEIGHTS = ".weights";
  private static final String BIASES = ".biases";
  private static final String LEARNED = ".selection.";

  /** A model that was made on this system; facts, such as the data's name, go with it. */
  public static DeepModel of(
      DeepNetwork network, DeepConfig config, long trainingRows, Map<String, ?> facts) {
    Provenance provenance = Provenance.ofThisSystem(Kernels.describe()).with("training", facts);
    return new DeepModel(network, config, trainingRows, provenance);
  }

  /** See {@link Model#checkTarget}. */
  public static void checkTarget(Path folder) throws IOException {
    FolderTarget.check(
        folder, at -> DeepSection.files(Manifest.open(at, FORMAT, VERSION)).keySet());
  }

  /**
   * Writes the model to a folder, which is made, or replaced where it holds such a model. The
   * folder changes from old to new at once; where saving fails the old one stays.
   *
   * @throws IOException if {@link #checkTarget} finds fault with the folder, a number is not finite
   *     or writing fails; the message is one line
   */
  public void save(Path folder) throws IOException {
    checkTarget(folder);
    try {
      new FolderSwap(folder).replace(this::write);
    } catch (IOException e) {
      throw new IOException("cannot save the model to " + folder + ": " + Reasons.of(e), e);
    }
  }

  private void write(Path folder) throws IOException {
    DeepState state = network.state();
    SafetensorsWriter writer = new SafetensorsWriter();
    for (int l = 0; l < state.weights().size(); l++) {
      float[] biases = state.biases().get(l);
      float[] weights = state.weights().get(l);
      writer.add(layer(l) + WEIGHTS, weights, biases.length, weights.length / biases.length);
      writer.add(layer(l) + BIASES, biases);
      if (l < state.learned().size()) {
        for (Map.Entry<String, float[]> part : new TreeMap<>(state.learned().get(l)).entrySet()) {
          writer.add(layer(l) + LEARNED + part.getKey(), part.getValue());
        }
      }
    }
    FileRecord record = writer.write(folder.resolve(NUMBERS));
    Map<String, Object> top = new LinkedHashMap<>();
    top.put("format", FORMAT);
    top.put("version", VERSION);
    top.put("shape", Map.of("inputs", state.inputs(), "classes", state.classes()));
    top.put("trainingRows", trainingRows);
    top.put("config", DeepSection.fields(config));
    top.put("provenance", provenance.facts());
    try (CheckedOutput out = new CheckedOutput(folder.resolve(Manifest.NAME))) {
      out.write(Manifest.sealed(top, Map.of(NUMBERS, record)).getBytes(StandardCharsets.UTF_8));
      out.finish();
    }
  }

  private static String layer(int number) {
    return "layer" + number;
  }

  /** Whether a folder holds a model of this kind, readable or not. */
  public static boolean isAt(Path folder) {
    try {
      Path at = FolderSwap.current(folder);
      return Files.exists(at.resolve(Manifest.NAME))
          && FORMAT.equals(Manifest.json(at, at.resolve(Manifest.NAME)).get("format"));
    } catch (ModelFormatException e) {
      return false;
    }
  }

  /**
   * Reads a model from its folder. Lengths, checksums, shapes and that all numbers are finite are
   * checked before anything is returned.
   *
   * @throws ModelFormatException if the folder is no readable model, saying in one line why
   */
  public static DeepModel load(Path folder) throws ModelFormatException {
    Path at = FolderSwap.current(folder);
    Section manifest = Manifest.open(at, FORMAT, VERSION);
    FileRecord record = DeepSection.files(manifest).get(NUMBERS);
    if (record == null) {
      throw new ModelFormatException(manifest.file(), "field files." + NUMBERS + " is missing");
    }
    record.verify(at.resolve(NUMBERS));
    DeepConfig config = DeepSection.config(manifest.section("config"));
    Section shape = manifest.section("shape");
    int inputs = (int) shape.whole("inputs", 1, Integer.MAX_VALUE);
    int classes = (int) shape.whole("classes", 2, Integer.MAX_VALUE);
    Path file = at.resolve(NUMBERS);
    try {
      DeepState state = state(file, config, inputs, classes);
      return new DeepModel(
          DeepNetwork.restore(config, state, 1),
          config,
          manifest.whole("trainingRows", 0, Long.MAX_VALUE),
          new Provenance(manifest.section("provenance").strings()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ModelFormatException(file, e.getMessage(), e);
    }
  }

  private static DeepState state(Path file, DeepConfig config, int inputs, int classes)
      throws ModelFormatException {
    List<float[]> weights = new ArrayList<>();
    List<float[]> biases = new ArrayList<>();
    List<Map<String, float[]>> learned = new ArrayList<>();
    int before = inputs;
    try (Safetensors tensors = Safetensors.open(file)) {
      for (int l = 0; l <= config.hidden().size(); l++) {
        boolean output = l == config.hidden().size();
        int units = output ? classes : config.hidden().get(l).units();
        weights.add(tensors.floats(layer(l) + WEIGHTS, units, before));
        biases.add(tensors.floats(layer(l) + BIASES, units));
        if (!output) {
          learned.add(learned(tensors, layer(l) + LEARNED));
        }
        before = units;
      }
    }
    return new DeepState(inputs, classes, weights, biases, learned);
  }

  private static Map<String, float[]> learned(Safetensors tensors, String prefix)
      throws ModelFormatException {
    Map<String, float[]> learned = new LinkedHashMap<>();
    for (String name : tensors.names()) {
      if (name.startsWith(prefix)) {
        learned.put(name.substring(prefix.length()), tensors.floats(name, tensors.rows(name)));
      }
    }
    return learned;
  }
}
