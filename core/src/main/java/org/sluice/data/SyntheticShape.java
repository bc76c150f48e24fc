package org.sluice.data;

/**
 * Size of synthetic data.
 *
 * @param features number of features, at least 16
 * @param labels number of labels, at least 2
 * @param featuresPerRow mean number of features a row, from 2 to half of {@code features}
 * @param labelsPerRow mean number of labels a row, from 1 to half of {@code labels}
 */
public record SyntheticShape(int features, int labels, double featuresPerRow, double labelsPerRow) {
  public SyntheticShape {
    require(features >= 16, "features", "at least 16", features);
    require(labels >= 2, "labels", "at least 2", labels);
    require(
        featuresPerRow >= 2 && featuresPerRow <= features / 2.0,
        "featuresPerRow",
        "from 2 to half of features (" + features / 2.0 + ")",
        featuresPerRow);
    require(
        labelsPerRow >= 1 && labelsPerRow <= labels / 2.0,
        "labelsPerRow",
        "from 1 to half of labels (" + labels / 2.0 + ")",
        labelsPerRow);
  }

  private static void require(boolean holds, String field, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(field + " must be " + rule + ": " + value);
    }
  }

  /** The shape of Amazon-670K: 135,909 features, 670,091 labels, 75 and 5.5 of them a row. */
  public static SyntheticShape amazon670k() {
    return new SyntheticShape(135_909, 670_091, 75, 5.5);
  }
}
