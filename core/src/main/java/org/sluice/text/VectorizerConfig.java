package org.sluice.text;

/**
 * How text becomes features. Words are maximal runs of Unicode letters, marks and digits,
 * lower-cased.
 *
 * @param wordNgrams longest run of neighbouring words that is a feature of its own, 1 (words alone)
 *     to 5
 * @param charNgrams longest run of characters inside a word that is a feature, 0 (none) or 3 to 8
 * @param minDocuments features seen in fewer training texts are dropped, at least 1
 * @param maxDocumentShare features seen in a larger share of training texts are dropped, above 0,
 *     to 1
 * @param minWordLength shorter words are dropped, in code points, at least 1
 * @param maxWordLength longer words are dropped, in code points, at least {@code minWordLength}
 * @param sublinearTf whether a term seen n times counts {@code 1 + ln n} instead of n
 * @param hashBits 0 for an exact dictionary, or 10 to 28: features are hashed into 2 to this power
 *     places
 */
public record VectorizerConfig(
    int wordNgrams,
    int charNgrams,
    int minDocuments,
    double maxDocumentShare,
    int minWordLength,
    int maxWordLength,
    boolean sublinearTf,
    int hashBits) {
  public VectorizerConfig {
    require(wordNgrams >= 1 && wordNgrams <= 5, "wordNgrams", "from 1 to 5", wordNgrams);
    require(
        charNgrams == 0 || (charNgrams >= 3 && charNgrams <= 8),
        "charNgrams",
        "0 or from 3 to 8",
        charNgrams);
    require(minDocuments >= 1, "minDocuments", "at least 1", minDocuments);
    require(
        maxDocumentShare > 0 && maxDocumentShare <= 1,
        "maxDocumentShare",
        "above 0 and at most 1",
        maxDocumentShare);
    require(minWordLength >= 1, "minWordLength", "at least 1", minWordLength);
    require(
        maxWordLength >= minWordLength,
        "maxWordLength",
        "at least minWordLength (" + minWordLength + ")",
        maxWordLength);
    require(
        hashBits == 0 || (hashBits >= 10 && hashBits <= 28),
        "hashBits",
        "0 or from 10 to 28",
        hashBits);
  }

  private static void require(boolean holds, String field, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(field + " must be " + rule + ": " + value);
    }
  }

  /** Words of 2 to 24 characters seen in at least two texts, sublinear tf. */
  public static VectorizerConfig defaults() {
    return new VectorizerConfig(1, 0, 2, 1.0, 2, 24, true, 0);
  }
}
