package org.sluice.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.sluice.dense.DenseExamples;
import org.sluice.dense.Rectangles;

/**
 * A folder with small data and models, made once for all tests by the commands themselves. Tests
 * read it only.
 *
 * <p>{@code train.txt} and {@code test.txt} are XMC text, {@code model} learnt from them; {@code
 * titles.tsv} is text with named labels, {@code titles-model} learnt from it; {@code settings.json}
 * holds a few settings; {@code images} holds folders {@code mnist} and {@code fashion-mnist} of IDX
 * files with pictures of rectangles, {@code deep-model} learnt from the first of them.
 */
final class Workshop implements ParameterResolver {
  static final int LABELS = 40;
  private static final String[] SUBJECTS = {"steam", "bread", "stars", "horses", "music", "law"};

  private static Path made;

  private final Path folder;

  /** For JUnit, which then hands out the workshop as an argument. */
  Workshop() throws IOException {
    this.folder = folder();
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** The folder, made at the first call. */
  static synchronized Path folder() throws IOException {
    if (made == null) {
      made = make();
    }
    return made;
  }

  private static Path make() throws IOException {
    Path folder = Files.createTempDirectory("sluice-workshop");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    generate(folder);
    Files.writeString(folder.resolve("titles.tsv"), titles(300, 1));
    Files.writeString(
        folder.resolve("settings.json"), "{\"epochs\": 2, \"hidden\": [8], \"logQ\": false}");
    images(folder.resolve("images/mnist"), 1);
    images(folder.resolve("images/fashion-mnist"), 2);
    CommandRun.of(
            "deep",
            "train",
            folder.resolve("images/mnist"),
            "-o",
            folder.resolve("deep-model"),
            "--units",
            50,
            "--share",
            0.2,
            "--epochs",
            3)
        .succeeded();
    train(folder, "train.txt", "model");
    train(folder, "titles.tsv", "titles-model");
    return folder;
  }

  private static void generate(Path folder) {
    Object[] words = {
      "generate",
      "-o",
      folder.resolve("train.txt"),
      "--rows",
      400,
      "--features",
      200,
      "--labels",
      LABELS,
      "--features-per-row",
      10,
      "--labels-per-row",
      1.5,
      "--test-rows",
      60,
      "--test-output",
      folder.resolve("test.txt")
    };
    CommandRun.of(words).succeeded();
  }

  /** The four files of a set: 240 images to train with, 80 to test with. */
  private static void images(Path folder, long seed) throws IOException {
    Files.createDirectories(folder);
    images(folder, "train", new Rectangles(seed, 240));
    images(folder, "t10k", new Rectangles(seed + 100, 80));
  }

  private static void images(Path folder, String part, DenseExamples rows) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + rows.size() * rows.width());
    ByteBuffer labels = ByteBuffer.allocate(8 + rows.size());
    images.putInt(0x803).putInt(rows.size()).putInt(28).putInt(28);
    labels.putInt(0x801).putInt(rows.size());
    float[] row = new float[rows.width()];
    for (int i = 0; i < rows.size(); i++) {
      rows.copyTo(i, row, 0);
      for (float value : row) {
        images.put((byte) Math.round(255 * value));
      }
      labels.put((byte) rows.label(i));
    }
    Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
  }

  private static void train(Path folder, String data, String model) {
    CommandRun.of(
            "train",
            folder.resolve(data),
            "-o",
            folder.resolve(model),
            "--epochs",
            8,
            "--hidden",
            16,
            "--threads",
            1,
            "--dropout",
            0)
        .succeeded();
  }

  /** Lines of text whose subject's name is among the words. */
  static String titles(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      String subject = SUBJECTS[random.nextInt(SUBJECTS.length)];
      lines.append(subject).append(" (subject)\tthe history of ").append(subject);
      lines.append(" in the year ").append(random.nextInt(1900, 1950)).append('\n');
    }
    return lines.toString();
  }

  private static void delete(Path folder) {
    try {
      org.assertj.core.util.Files.delete(folder.toFile());
    } catch (RuntimeException e) {
      folder.toFile().deleteOnExit();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Workshop.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return this;
  }
}
