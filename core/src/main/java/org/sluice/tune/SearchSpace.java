package org.sluice.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.sluice.config.DataFigures;
import org.sluice.config.RankConfig;
import org.sluice.config.TrainingConfig;

/**
 * The settings that decide most, each with a range around what the data's figures suggest. A
 * candidate differs from the defaults in about a third of them: the defaults are good, and few
 * candidates would be as good if all were drawn anew. Immutable.
 */
final class SearchSpace {
  /** Share of the settings in which a candidate differs. */
  private static final double CHANGED = 0.35;

  /** Draws for each candidate before it is given up that there are so many different ones. */
  private static final int DRAWS = 50;

  /** Draws another value of a setting. */
  private interface Drawer {
    Object draw(SplittableRandom random);
  }

  private final TrainingConfig base;
  private final Map<String, Drawer> drawers = new LinkedHashMap<>();

  /**
   * @param base the defaults
   * @param figures of the data
   * @param fixed settings that stay as they are
   */
  SearchSpace(TrainingConfig base, DataFigures figures, Set<String> fixed) {
    this.base = base;
    add("inputRate", factor(base.optimizer().inputRate(), 4));
    add("outputRate", factor(base.optimizer().outputRate(), 4));
    add("hidden", random -> hidden(base.network().hidden(), random));
    add("dropout", random -> List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5).get(random.nextInt(6)));
    add("epochs", wholeFactor(base.run().epochs(), 0.5, 2, 1));
    if (figures.labels() > base.activeSet().activeSize()) {
      add("activeSize", wholeFactor(base.activeSet().activeSize(), 0.5, 2, 1));
    }
    RankConfig rank = base.rank();
    if (rank.rank()) {
      add("cost", factor(rank.cost(), 4));
      add("dropBelow", factor(Math.max(0.02, rank.dropBelow()), 3));
      int most = Math.max(1, Math.min(figures.labels(), 10_000));
      add("mined", wholeFactor(Math.min(rank.mined(), most), 0.5, 3, 1));
      add("candidates", wholeFactor(Math.min(rank.candidates(), most), 0.5, 2, 5));
    }
    drawers.keySet().removeAll(fixed);
  }

  private void add(String setting, Drawer drawer) {
    drawers.put(setting, drawer);
  }

  /** The value times something between 1/most and most, evenly on the scale of logarithms. */
  private static Drawer factor(double value, double most) {
    return random -> rounded(value * Math.pow(most, 2 * random.nextDouble() - 1));
  }

  private static Drawer wholeFactor(int value, double least, double most, int floor) {
    return random ->
        (int)
            Math.max(
                floor, Math.round(value * least * Math.pow(most / least, random.nextDouble())));
  }

  /** Three digits are all that such a search can tell apart. */
  private static double rounded(double value) {
    return Double.parseDouble(String.format(java.util.Locale.ROOT, "%.3g", value));
  }

  /** Half or twice the last width. */
  private static List<Integer> hidden(List<Integer> widths, SplittableRandom random) {
    List<Integer> changed = new ArrayList<>(widths);
    int last = widths.getLast();
    changed.set(widths.size() - 1, Math.clamp(random.nextBoolean() ? 2 * last : last / 2, 8, 4096));
    return changed;
  }

  /** Settings that may change. */
  Set<String> settings() {
    return drawers.keySet();
  }

  /**
   * Different candidates as changes of the defaults; the first has none. Fewer than asked for where
   * few settings are left to change.
   *
   * @throws IllegalArgumentException if no setting is left to change
   */
  List<Map<String, Object>> draw(int candidates, long seed) {
    if (drawers.isEmpty()) {
      throw new IllegalArgumentException("no setting is left to tune: all of them are given");
    }
    SplittableRandom random = new SplittableRandom(seed);
    Set<Map<String, Object>> drawn = new LinkedHashSet<>(Set.of(Map.of()));
    for (int draw = 0; drawn.size() < candidates && draw < DRAWS * candidates; draw++) {
      Map<String, Object> changes = new LinkedHashMap<>();
      drawers.forEach(
          (setting, drawer) -> {
            if (random.nextDouble() < CHANGED) {
              changes.put(setting, drawer.draw(random));
            }
          });
      changes.entrySet().removeIf(change -> change.getValue().equals(value(change.getKey())));
      base.with(changes); // says at once where a range leaves what a setting allows
      drawn.add(changes);
    }
    return List.copyOf(drawn);
  }

  private Object value(String setting) {
    return base.toMap().get(setting);
  }
}
