package org.sluice.predict;

import java.util.Optional;
import org.sluice.config.TrainingConfig;
import org.sluice.data.Dataset;
import org.sluice.data.RowScaling;
import org.sluice.data.SparseDataset;
import org.sluice.data.SparseRows;
import org.sluice.data.TextDataset;
import org.sluice.text.Vectorizer;

/**
 * What a network sees of data: text vectorised, rows scaled, the same way in training and after.
 */
public final class FeatureRows {
  private FeatureRows() {}

  /**
   * The rows of features of a data set.
   *
   * @param vectorizer of the model; needed where the data is text
   * @throws IllegalArgumentException if one side speaks text and the other features
   */
  public static SparseRows of(
      Dataset data, Optional<Vectorizer> vectorizer, TrainingConfig config, int threads) {
    return switch (data) {
      // Vectorised rows have length 1 already.
      case TextDataset text ->
          vectorizer
              .orElseThrow(() -> new IllegalArgumentException("the model takes features, not text"))
              .transform(text.texts(), threads);
      case SparseDataset sparse -> {
        if (vectorizer.isPresent()) {
          throw new IllegalArgumentException("the model takes text, not features");
        }
        yield config.network().normalizeRows()
            ? RowScaling.toUnitLength(sparse.features())
            : sparse.features();
      }
    };
  }
}
