package org.sluice.dense;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sluice.data.BadDataException;

/**
 * Opens whatever a path holds: a folder with the four MNIST files ({@code train-images-idx3-ubyte},
 * {@code train-labels-idx1-ubyte}, {@code t10k-...}), with {@code X_train.npy, y_train.npy,
 * X_test.npy, y_test.npy}, with {@code X.npy, y.npy}, or with {@code train.csv, test.csv}; or one
 * table. Every file may end in {@code .gz}. Where there are no rows to test with, a share of the
 * rows is held out.
 */
public final class DenseFiles {
  private static final String[][] FOLDERS = {
    {
      "train-images-idx3-ubyte",
      "train-labels-idx1-ubyte",
      "t10k-images-idx3-ubyte",
      "t10k-labels-idx1-ubyte"
    },
    {"X_train.npy", "y_train.npy", "X_test.npy", "y_test.npy"},
    {"X.npy", "y.npy"},
    {"train.csv", "test.csv"}
  };

  private DenseFiles() {}

  /** Opens a path with {@link DenseOptions#DEFAULT}. */
  public static DenseSets open(Path path) throws IOException {
    return open(path, DenseOptions.DEFAULT);
  }

  /**
   * Opens a path.
   *
   * @throws BadDataException if there is nothing that can be read, or a file breaks a rule
   */
  public static DenseSets open(Path path, DenseOptions options) throws IOException {
    if (!Files.exists(path)) {
      throw Faults.of(path, "no such file or folder");
    }
    if (Files.isDirectory(path)) {
      return folder(path, options);
    }
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.replaceFirst("\\.gz$", "").matches(".*(\\.npy|-ubyte)")) {
      throw Faults.of(
          path, "rows and labels must lie together: name the folder that holds both files");
    }
    return held(path, CsvReader.read(path, options.csv()), options);
  }

  private static DenseSets folder(Path folder, DenseOptions options) throws IOException {
    for (String[] names : FOLDERS) {
      List<Path> files = new ArrayList<>();
      List<String> missing = new ArrayList<>();
      for (String name : names) {
        Path packed = folder.resolve(name + ".gz");
        Path plain = folder.resolve(name);
        if (Files.exists(plain)) {
          files.add(plain);
        } else if (Files.exists(packed)) {
          files.add(packed);
        } else {
          missing.add(name);
        }
      }
      if (missing.isEmpty()) {
        return read(folder, files, options);
      }
      if (!files.isEmpty()) {
        throw Faults.of(
            folder,
            "must hold "
                + String.join(", ", missing)
                + " beside "
                + files.getFirst().getFileName());
      }
    }
    throw Faults.of(
        folder,
        "must hold the four MNIST files, X_train.npy and its three fellows, X.npy and y.npy, or"
            + " train.csv and test.csv: none of them is there");
  }

  private static DenseSets read(Path folder, List<Path> files, DenseOptions options)
      throws IOException {
    boolean idx = files.getFirst().getFileName().toString().contains("idx");
    if (files.size() == 4) {
      return together(
          folder,
          idx
              ? IdxReader.read(files.get(0), files.get(1))
              : NpyReader.read(files.get(0), files.get(1)),
          idx
              ? IdxReader.read(files.get(2), files.get(3))
              : NpyReader.read(files.get(2), files.get(3)));
    }
    if (files.getFirst().getFileName().toString().startsWith("train.csv")) {
      return together(
          folder,
          CsvReader.read(files.get(0), options.csv()),
          CsvReader.read(files.get(1), options.csv()));
    }
    return held(folder, NpyReader.read(files.get(0), files.get(1)), options);
  }

  private static DenseSets together(Path folder, DenseExamples train, DenseExamples test)
      throws BadDataException {
    if (train.width() != test.width()) {
      throw Faults.of(
          folder,
          "rows to test with must have %d numbers like those to learn from: %d"
              .formatted(train.width(), test.width()));
    }
    return new DenseSets(train, test);
  }

  private static DenseSets held(Path path, DenseExamples all, DenseOptions options)
      throws BadDataException {
    if (all.size() < 2) {
      throw Faults.of(path, "must have at least two rows, so that one can be held out: 1");
    }
    return Split.share(all, options.testShare(), options.seed());
  }
}
