package org.sluice.config;

import java.util.List;
import org.sluice.text.VectorizerConfig;

/**
 * Settings chosen from the data's figures. The rules come from runs on title indexing, commit
 * tagging and the two classic multi-label sets; {@code docs/decisions.md} says what was measured.
 */
public final class Defaults {
  /** Training chooses 15, 30, 60 or all of them: the votes of 30 to 200 were best, by set. */
  private static final int NEIGHBOURS = 120;

  /** Beyond this nearest rows would outgrow the rest of the model. */
  private static final int NEIGHBOUR_ENTRIES = 12_000_000;

  private Defaults() {}

  /** A configuration for data of these figures, using {@code threads} workers. */
  public static TrainingConfig of(DataFigures data, int threads) {
    int labels = Math.max(1, data.labels());
    int width = labels < 2_000 ? 128 : 256;
    double dropout = labels < 50_000 ? 0.3 : 0;
    double inputRate = labels < 50_000 ? 0.004 : 0.005;
    int active = labels <= 4_000 ? 4_000 : labels < 50_000 ? 2_048 : 1_280;
    int k = Math.clamp((int) Math.round(Math.log(labels / 100.0) / Math.log(2)), 4, 13);
    return new TrainingConfig(
        text(data),
        new NetworkConfig(List.of(width), Activation.LINEAR, dropout, true, WeightFormat.INT8),
        new ActiveSetConfig(
            ActiveMode.POOLED,
            active,
            Negatives.MIXED,
            8,
            0.5,
            true,
            LossKind.SOFTMAX,
            SelectionKind.TOP_K,
            2),
        new HashConfig(HashKind.FAST_SIMHASH, k, 50, 128, 50, 0.3, 1, Rehash.ALL),
        new OptimizerConfig(OptimizerKind.ADAM, inputRate, 0.002, 0.002, 0, DecayKind.LINEAR),
        new RunConfig(epochs(data.rows()), 64, threads, 1, 0, 0),
        rank(data));
  }

  /** Rows with many labels need more proposals; few rows can spare few for calibration. */
  private static RankConfig rank(DataFigures data) {
    int proposals = (int) Math.min(400, Math.ceil(8 * data.labelsPerRow()));
    double share = Math.clamp(Math.round(1e7 / Math.max(1, data.rows())) / 1e3, 0.01, 0.1);
    return new RankConfig(
        true,
        2,
        data.rows() < 1_000 ? 1 : data.rows() < 50_000 ? 2 : 3,
        Math.max(40, proposals),
        data.rows() < 60_000 ? 0.3 : 1,
        0.1,
        Math.max(50, proposals),
        share,
        NEIGHBOURS,
        NEIGHBOUR_ENTRIES,
        true,
        0);
  }

  private static VectorizerConfig text(DataFigures data) {
    VectorizerConfig text = VectorizerConfig.defaults();
    return data.rows() < 1_000
        ? new VectorizerConfig(1, 0, 1, text.maxDocumentShare(), 1, 24, text.sublinearTf(), 0)
        : text;
  }

  /**
   * Enough passes for about two and a half million row visits, between 3 and 12: small sets learn
   * their rows by heart after that.
   */
  private static int epochs(int rows) {
    return Math.clamp(Math.round(2_400_000.0 / Math.max(1, rows)), 3, 12);
  }
}
