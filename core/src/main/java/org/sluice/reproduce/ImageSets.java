package org.sluice.reproduce;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sluice.dense.Convex;
import org.sluice.dense.DenseExamples;
import org.sluice.dense.DenseSets;
import org.sluice.dense.Rectangles;
import org.sluice.dense.Split;

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

  /** Rows held out of those to train with, where settings are chosen. */
  static final int HELD_OUT = 10_000;

  /** Sets rows to choose settings by apart from those to test with. */
  private static final long FRESH = 0x2545F4914F6CDD1DL;

  private final Reader reader;
  private final long seed;
  private final boolean validate;
  private final Map<String, DenseSets> read = new HashMap<>();
  private final Map<String, DenseExamples> generated = new HashMap<>();

  /**
   * @param seed of the generated sets
   */
  public ImageSets(Reader reader, long seed) {
    this(reader, seed, false);
  }

  /**
   * @param seed of the generated sets
   * @param validate whether the rows to test with are replaced by others, so that settings can be
   *     chosen by them: the last 10,000 rows to train with, which are then not trained with, or as
   *     many that are generated for this alone
   */
  public ImageSets(Reader reader, long seed, boolean validate) {
    this.reader = reader;
    this.seed = seed;
    this.validate = validate;
  }

  /** Whether there are rows to choose settings by in place of those to test with. */
  boolean validate() {
    return validate;
  }

  /** Rows that a set has to train with. */
  int trainRows(String name) {
    return switch (name) {
      case "convex" -> Convex.TRAIN_ROWS;
      case "rectangles" -> Rectangles.TRAIN_ROWS;
      default -> validate ? 60_000 - HELD_OUT : 60_000;
    };
  }

  /** Rows that a set has to test with. */
  int testRows(String name) {
    return validate ? HELD_OUT : READ.contains(name) ? 10_000 : Convex.TEST_ROWS;
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
      DenseSets sets = read.computeIfAbsent(name, this::read);
      trainRows = sets.train();
      testRows = sets.test();
    } else {
      trainRows = held(name + " train", made(name, seed).train(), train, watch);
      DenseExamples others = made(name, validate ? seed ^ FRESH : seed).test();
      testRows = held(name + " test", others, Math.min(test, testRows(name)), watch);
    }
    return new DenseSets(
        new WatchedRows(trainRows, train, watch, true),
        new WatchedRows(testRows, test, watch, false));
  }

  private DenseSets read(String name) {
    DenseSets sets = reader.read(name);
    return validate ? Split.last(sets.train(), HELD_OUT) : sets;
  }

  private static DenseSets made(String name, long seed) {
    return name.equals("convex") ? Convex.sets(seed) : Rectangles.sets(seed);
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
