package org.sluice.config;

/**
 * Which labels are computed for a row in training.
 *
 * @param activeMode one set a batch or one a row
 * @param activeSize labels in a set, the rows' own labels included; at least 1; where there are no
 *     more labels than this, all are active
 * @param negatives where wrong labels come from
 * @param hashedPerRow labels taken from the hash tables for each row of a pooled set, at least 1
 * @param uniformShare share of the set kept for uniform labels under MIXED, from 0 to 1
 * @param logQ whether uniform negatives are weighted up to stand for the labels left out (Bengio
 *     and Senecal, 2008)
 * @param loss what is minimised
 * @param selection how labels are chosen from the buckets
 * @param minHits tables that must return a label under THRESHOLD, at least 1
 */
public record ActiveSetConfig(
    ActiveMode activeMode,
    int activeSize,
    Negatives negatives,
    int hashedPerRow,
    double uniformShare,
    boolean logQ,
    LossKind loss,
    SelectionKind selection,
    int minHits) {
  public ActiveSetConfig {
    Rules.present(activeMode, "activeMode");
    Rules.present(negatives, "negatives");
    Rules.present(loss, "loss");
    Rules.present(selection, "selection");
    Rules.require(
        activeSize >= 1 && activeSize <= 1 << 24, "activeSize", "from 1 to 16777216", activeSize);
    Rules.require(
        hashedPerRow >= 1 && hashedPerRow <= 1 << 20,
        "hashedPerRow",
        "from 1 to 1048576",
        hashedPerRow);
    Rules.require(
        uniformShare >= 0 && uniformShare <= 1, "uniformShare", "from 0 to 1", uniformShare);
    Rules.require(minHits >= 1 && minHits <= 1024, "minHits", "from 1 to 1024", minHits);
  }

  /** Whether hash tables are needed. */
  public boolean hashes() {
    return negatives != Negatives.UNIFORM;
  }
}
