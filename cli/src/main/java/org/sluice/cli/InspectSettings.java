package org.sluice.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sluice.config.HashKind;
import org.sluice.config.SelectionKind;
import org.sluice.inspect.InspectOptions;
import org.sluice.inspect.SweepGrid;
import picocli.CommandLine.Option;

/** What both kinds of inspection can be told. */
final class InspectSettings {
  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "Rows whose hidden vectors are the queries; - for the input.")
  String data;

  @Option(
      names = "--fill",
      paramLabel = "DATA",
      description =
          "Rows, best those of training, that learned buckets and query lists are filled from"
              + " (default: the rows of --data that are not asked).")
  String fill;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Rows asked, drawn by the seed (default: 2000).")
  int rows;

  @Option(
      names = "--tops",
      paramLabel = "N",
      split = ",",
      description = "How many of the exact best are sought (default: 1,10,50,100).")
  List<Integer> tops = List.of(1, 10, 50, 100);

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      description = "Labels in the active set (default: 10,50,100,200,500,1000).")
  List<Integer> sizes = List.of(10, 50, 100, 200, 500, 1000);

  @Option(
      names = "--families",
      paramLabel = "F",
      split = ",",
      description =
          "Hash families: simhash, fast-simhash, wta, dwta, simple-alsh, sign-alsh (default: all).")
  List<String> families = List.of();

  @Option(
      names = "--capacity",
      paramLabel = "N",
      description = "Ids looked at in a bucket (default: as the model was trained).")
  Integer capacity;

  @Option(
      names = "--min-hits",
      paramLabel = "N",
      defaultValue = "2",
      description = "Tables that must return a label under threshold (default: 2).")
  int minHits;

  @Option(
      names = "--without-bias",
      description = "Hash the label vectors alone, as training does, without their biases.")
  boolean withoutBias;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: 1.")
  long seed;

  @Option(names = "--threads", paramLabel = "N", description = "Workers (default: all processors).")
  Integer threads;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with charts that a browser opens from the file, needing no net.")
  Path html;

  @Option(names = "--json", description = "Print one JSON object with all figures.")
  boolean json;

  int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /** Fails where an option breaks its rule, before anything is read. */
  void check() {
    Usage.require(rows >= 1, "--rows", "at least 1", rows);
    Usage.require(capacity == null || capacity >= 1, "--capacity", "at least 1", capacity);
    Usage.require(minHits >= 1 && minHits <= 1024, "--min-hits", "from 1 to 1024", minHits);
    Usage.require(threads() >= 1 && threads() <= 1024, "--threads", "from 1 to 1024", threads());
    kinds(List.of());
    options();
    if (html != null) {
      OutputTarget.checkFile(html);
    }
  }

  InspectOptions options() {
    try {
      return new InspectOptions(tops, sizes, !withoutBias, seed, threads());
    } catch (IllegalArgumentException e) {
      throw new Usage.WrongOption("--" + e.getMessage());
    }
  }

  /** The families asked for, or the usual ones, or all. */
  List<HashKind> kinds(List<HashKind> usual) {
    if (families.isEmpty()) {
      return usual.isEmpty() ? List.of(HashKind.values()) : usual;
    }
    return parse("--families", HashKind.values(), families);
  }

  /** Constants by the names that users write. */
  static <E extends Enum<E>> List<E> parse(String option, E[] constants, List<String> names) {
    List<E> found = new ArrayList<>();
    for (String name : names) {
      found.add(
          Arrays.stream(constants)
              .filter(constant -> name(constant).equals(name.toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () ->
                      new Usage.WrongOption(
                          option
                              + " must be of "
                              + Arrays.stream(constants)
                                  .map(InspectSettings::name)
                                  .collect(Collectors.joining(", "))
                              + ": "
                              + name)));
    }
    return found;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Every family with one K and L each, or as many as are given. */
  SweepGrid grid(
      List<HashKind> kinds,
      List<Integer> k,
      List<Integer> l,
      int bucketCapacity,
      List<Integer> probes,
      List<SelectionKind> selections) {
    try {
      SweepGrid grid = new SweepGrid(kinds, k, l, bucketCapacity, probes, selections, minHits);
      grid.cells();
      return grid;
    } catch (IllegalArgumentException e) {
      throw new Usage.WrongOption(e.getMessage());
    }
  }
}
