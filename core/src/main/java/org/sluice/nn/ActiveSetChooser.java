package org.sluice.nn;

import java.util.SplittableRandom;
import org.sluice.config.ActiveMode;
import org.sluice.config.ActiveSetConfig;
import org.sluice.config.Negatives;
import org.sluice.data.LabelRows;
import org.sluice.index.HashTables;
import org.sluice.index.Selection;
import org.sluice.index.TableQuery;

/**
 * Decides which labels are active for some rows: always the rows' own, then what the hash tables
 * return for their hidden vectors, then uniform draws. For one thread.
 */
public final class ActiveSetChooser {
  private final ActiveSetConfig config;
  private final int labels;
  private final int width;
  private final Selection selection;
  private final int hashedBound;
  private int[] candidates = new int[64];
  private HashTables tables;
  private TableQuery query;

  /**
   * @param labels number of labels
   * @param width length of hidden vectors
   */
  public ActiveSetChooser(ActiveSetConfig config, int labels, int width) {
    this.config = config;
    this.labels = labels;
    this.width = width;
    this.selection =
        switch (config.selection()) {
          case VANILLA -> new Selection.Vanilla();
          case TOP_K -> new Selection.TopK();
          case THRESHOLD -> new Selection.Threshold(config.minHits());
        };
    this.hashedBound =
        config.negatives() == Negatives.MIXED
            ? (int) Math.round(config.activeSize() * (1 - config.uniformShare()))
            : config.activeSize();
  }

  /** Takes over tables that were built anew; null when labels are not hashed. */
  void use(HashTables rebuilt) {
    if (rebuilt != tables) {
      tables = rebuilt;
      query = rebuilt == null ? null : rebuilt.query();
    }
  }

  /**
   * Fills {@code set} for rows {@code rows[from .. from + count)}.
   *
   * @param hidden their hidden vectors, the first at {@code offset}
   */
  void choose(
      ActiveSet set,
      float[] hidden,
      int offset,
      LabelRows truth,
      int[] rows,
      int from,
      int count,
      SplittableRandom random) {
    set.clear();
    if (labels <= config.activeSize()) {
      for (int id = 0; id < labels; id++) {
        set.add(id);
      }
      set.endChosen();
      return;
    }
    for (int q = 0; q < count; q++) {
      for (int k = truth.offsets()[rows[from + q]]; k < truth.offsets()[rows[from + q] + 1]; k++) {
        set.add(truth.ids()[k]);
      }
    }
    if (query != null) {
      addHashed(set, hidden, offset, truth, rows, from, count, random);
    }
    set.endChosen();
    if (config.negatives() != Negatives.HASHED) {
      while (set.size() < config.activeSize()) {
        set.add(random.nextInt(labels));
      }
    }
  }

  private void addHashed(
      ActiveSet set,
      float[] hidden,
      int offset,
      LabelRows truth,
      int[] rows,
      int from,
      int count,
      SplittableRandom random) {
    boolean share =
        config.activeMode() == ActiveMode.POOLED && config.negatives() == Negatives.MIXED;
    for (int q = 0; q < count && set.size() < hashedBound; q++) {
      int room = hashedBound - set.size();
      int wanted =
          share ? Math.min(room, config.hashedPerRow()) : (room + count - q - 1) / (count - q);
      if (candidates.length < wanted) {
        candidates = new int[wanted * 2];
      }
      int row = rows[from + q];
      query.exclude(truth.ids(), truth.offsets()[row], truth.offsets()[row + 1]);
      int found =
          query.candidates(hidden, offset + q * width, selection, wanted, random, candidates);
      for (int i = 0; i < found; i++) {
        set.add(candidates[i]);
      }
    }
  }
}
