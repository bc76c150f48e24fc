package org.sluice.rank;

/**
 * The weights of one label with its features as gaps (see {@link RankerMatrix}), before the weights
 * are coded.
 */
record LabelWeights(char[] gaps, float[] weights, float bias) {
  /** The bias of a label that no training row has: it ranks behind all that are known. */
  static final float UNKNOWN_BIAS = -10;

  static final LabelWeights UNKNOWN = new LabelWeights(new char[0], new float[0], UNKNOWN_BIAS);

  /**
   * Turns features into gaps; a gap too wide for 16 bits is crossed by entries of weight 0.
   *
   * @param features strictly rising, from 0
   */
  static LabelWeights of(int[] features, float[] weights, float bias) {
    int entries = features.length;
    int previous = -1;
    for (int feature : features) {
      entries += (feature - previous - 1) / Character.MAX_VALUE;
      previous = feature;
    }
    char[] gaps = new char[entries];
    float[] spread = new float[entries];
    int next = 0;
    previous = -1;
    for (int k = 0; k < features.length; k++) {
      int gap = features[k] - previous;
      for (; gap > Character.MAX_VALUE; gap -= Character.MAX_VALUE) {
        gaps[next++] = Character.MAX_VALUE;
      }
      gaps[next] = (char) gap;
      spread[next++] = weights[k];
      previous = features[k];
    }
    return new LabelWeights(gaps, spread, bias);
  }
}
