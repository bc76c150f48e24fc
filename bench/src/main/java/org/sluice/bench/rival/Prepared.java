package org.sluice.bench.rival;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sluice.config.TrainingConfig;
import org.sluice.data.DataReader;
import org.sluice.data.Dataset;
import org.sluice.data.ReadOptions;
import org.sluice.data.ReadResult;
import org.sluice.data.SparseDataset;
import org.sluice.data.TextDataset;
import org.sluice.data.XmcWriter;
import org.sluice.text.Vectorizer;
import org.sluice.train.Trainer;

/** A data set in memory, and the files that are made of it for both programs. */
final class Prepared {
  private final Workload workload;
  private final Dataset train;
  private final Dataset test;
  private final Path folder;
  private final int headRows;

  private Prepared(Workload workload, Dataset train, Dataset test, Path folder, int headRows) {
    this.workload = workload;
    this.train = train;
    this.test = test;
    this.folder = folder;
    this.headRows = Math.min(headRows, test.rows());
  }

  /**
   * Files of features for a program that reads no text.
   *
   * @param train training rows
   * @param test test rows
   * @param head the first of the test rows, for timing
   */
  record FeatureFiles(Path train, Path test, Path head) {}

  /**
   * Reads both files as the {@code sluice} command does.
   *
   * @param folder where files are made
   * @param headRows so many of the first test rows are used for timing
   */
  static Prepared read(Workload workload, Path folder, int headRows) throws IOException {
    ReadResult training = DataReader.read(workload.train(), ReadOptions.defaults());
    int features =
        training.dataset() instanceof SparseDataset sparse ? sparse.features().columns() : -1;
    ReadOptions same = ReadOptions.defaults().withModel(training.dataset().dictionary(), features);
    if (features >= 0) {
      same = same.withFirstIndex(training.firstIndex());
    }
    Dataset test = DataReader.read(workload.test(), same).dataset();
    if (test instanceof TextDataset != training.dataset() instanceof TextDataset) {
      throw new BenchException(
          workload.test() + ": must hold text or features like " + workload.train());
    }
    if (test.rows() == 0) {
      throw new BenchException(workload.test() + ": there are no rows to test on");
    }
    Files.createDirectories(folder);
    return new Prepared(workload, training.dataset(), test, folder, headRows);
  }

  Workload workload() {
    return workload;
  }

  /** Whether rows are text. */
  boolean isText() {
    return train instanceof TextDataset;
  }

  /** What can be compared of what was asked for. */
  List<FeatureKind> kinds(Set<FeatureKind> wanted) {
    return isText()
        ? wanted.stream().filter(kind -> kind != FeatureKind.GIVEN).toList()
        : List.of(FeatureKind.GIVEN);
  }

  Judge judge() {
    return new Judge(test.labels(), train.labels().frequencies(), train.rows());
  }

  /** Writes the first test rows as our program is to read them: text, or features as given. */
  Path head() throws IOException {
    Dataset rows = test.select(IntStream.range(0, headRows).toArray());
    Path file = folder.resolve("head.txt");
    switch (rows) {
      case TextDataset text -> {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
          for (String line : text.texts()) {
            out.write(line.replace('\n', ' ').replace('\r', ' '));
            out.write('\n');
          }
        }
      }
      case SparseDataset sparse -> write(sparse, file);
    }
    return file;
  }

  /** Writes all rows as features. */
  FeatureFiles features(FeatureKind kind, Path into) throws IOException {
    Files.createDirectories(into);
    FeatureFiles files =
        new FeatureFiles(
            into.resolve("train.txt"), into.resolve("test.txt"), into.resolve("head.txt"));
    SparseDataset testRows;
    if (train instanceof TextDataset trainText && test instanceof TextDataset testText) {
      TrainingConfig config = Trainer.defaults(train);
      int threads = config.run().threads();
      Vectorizer vectorizer =
          Vectorizer.fit(
              trainText.texts(), kind == FeatureKind.PAIRS ? config.rankText() : config.text());
      write(vectorizer.transform(trainText, threads), files.train());
      testRows = vectorizer.transform(testText, threads);
    } else {
      write((SparseDataset) train, files.train());
      testRows = (SparseDataset) test;
    }
    write(testRows, files.test());
    write(testRows.select(IntStream.range(0, headRows).toArray()), files.head());
    return files;
  }

  private static void write(SparseDataset rows, Path file) throws IOException {
    XmcWriter.write(rows, Files.newOutputStream(file));
  }
}
