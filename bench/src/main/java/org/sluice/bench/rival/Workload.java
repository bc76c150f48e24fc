package org.sluice.bench.rival;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A data set to compare on.
 *
 * @param name name of the folder that the training rows lie in
 * @param train file of training rows
 * @param test file of test rows
 */
record Workload(String name, Path train, Path test) {
  /**
   * Pairs of files as data sets.
   *
   * @throws BenchException where a file is missing or two data sets would have the same name
   */
  static List<Workload> of(List<Path> files) {
    if (files.isEmpty() || files.size() % 2 != 0) {
      throw new BenchException(
          "files must come in pairs, TRAIN and TEST of each data set: " + files.size());
    }
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new BenchException(file + ": no such file, or no permission to read it");
      }
    }
    List<Workload> workloads = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < files.size(); i += 2) {
      Path train = files.get(i);
      String name = train.toAbsolutePath().normalize().getParent().getFileName().toString();
      if (!names.add(name)) {
        throw new BenchException(
            train + ": data sets are told apart by their folders, and there are two " + name);
      }
      workloads.add(new Workload(name, train, files.get(i + 1)));
    }
    return workloads;
  }
}
