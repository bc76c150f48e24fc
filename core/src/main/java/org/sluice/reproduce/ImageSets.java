package org.sluice.reproduce;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sluice.dense.Convex;
import org.sluice.dense.DenseExamples;
import org.sluice.dense.DenseSets;
import org.sluice.dense.Rectangles;

/**
 * The four sets of images by name, each opened or generated when it is first asked for and then
 * held. For one thread.
 */
public final class ImageSets {
  /** Names of the sets. */
  public static final List<String> NAMES =
      List.of("mnist", "fashion-mnist", "convex", "rectangles");

  /** Names of those that must be read from files. */
  public static final List<String> READ = NAMES.subList(0, 2);

  /** Reads a set from its files. */
  @FunctionalInterface
  public interface Reader {
    /** The rows of {@code mnist} or {@code fashion-mnist}. */
    DenseSets read(String name);
  }

  private final Reader reader;
  private final long seed;
  private final Map<String, DenseSets> read = new HashMap<>();
  private final Map<String, DenseExamples> generated = new HashMap<>();

  /**
   * @param seed of the generated sets
   */
  public ImageSets(Reader reader, long seed) {
    this.reader = reader;
    this.seed = seed;
  }

  /** Rows that a set has to train with. */
  static int trainRows(String name) {
    return switch (name) {
      case "convex" -> Convex.TRAIN_ROWS;
      case "rectangles" -> Rectangles.TRAIN_ROWS;
      default -> 60_000;
    };
  }

  /** Rows that a set has to test with. */
  static int testRows(String name) {
    return READ.contains(name) ? 10_000 : Convex.TEST_ROWS;
  }

  /**
   * The first rows of a set, seen by a watch.
   *
   * @param train rows to train with at most
   * @param test rows to test with at most
   */
  DenseSets first(String name, int train, int test, RunWatch watch) {
    DenseExamples trainRows;
    DenseExamples testRows;
    if (READ.contains(name)) {
      DenseSets sets = read.computeIfAbsent(name, reader::read);
      trainRows = sets.train();
      testRows = sets.test();
    } else {
      DenseSets sets = name.equals("convex") ? Convex.sets(seed) : Rectangles.sets(seed);
      trainRows = held(name + " train", sets.train(), train, watch);
      testRows = held(name + " test", sets.test(), test, watch);
    }
    return new DenseSets(
        new WatchedRows(trainRows, train, watch, true),
        new WatchedRows(testRows, test, watch, false));
  }

  private DenseExamples held(String name, DenseExamples source, int most, RunWatch watch) {
    DenseExamples known = generated.get(name);
    if (known == null || known.size() < Math.min(most, source.size())) {
      known = HeldRows.of(source, most, watch);
      generated.put(name, known);
    }
    return known;
  }
}
