package org.sluice.text;

import java.util.List;
import java.util.Objects;

/**
 * All that a {@link Vectorizer} has learned, for storing it.
 *
 * @param config how text becomes features
 * @param documents number of texts it was fitted on
 * @param terms term of feature k at place k: words joined by single spaces, or {@code #} and a run
 *     of characters of {@code <word>}; empty where features are hashed
 * @param documentFrequency in how many of those texts each feature occurred, from 0 to {@code
 *     documents}; the array is shared, not copied
 */
public record VectorizerState(
    VectorizerConfig config, int documents, List<String> terms, int[] documentFrequency) {
  public VectorizerState {
    Objects.requireNonNull(config, "config");
    terms = List.copyOf(terms);
    Objects.requireNonNull(documentFrequency, "documentFrequency");
    if (documents < 0) {
      throw new IllegalArgumentException("documents must not be negative: " + documents);
    }
    boolean hashed = config.hashBits() > 0;
    if (hashed && !terms.isEmpty()) {
      throw new IllegalArgumentException(
          "terms must be empty where features are hashed: " + terms.size());
    }
    int features = hashed ? 1 << config.hashBits() : terms.size();
    if (documentFrequency.length != features) {
      throw new IllegalArgumentException(
          "documentFrequency must have one entry a feature ("
              + features
              + "): "
              + documentFrequency.length);
    }
    int least = hashed ? 0 : 1;
    for (int k = 0; k < features; k++) {
      if (documentFrequency[k] < least || documentFrequency[k] > documents) {
        throw new IllegalArgumentException(
            "documentFrequency must be from %d to documents (%d): %d of feature %d"
                .formatted(least, documents, documentFrequency[k], k));
      }
    }
  }
}
