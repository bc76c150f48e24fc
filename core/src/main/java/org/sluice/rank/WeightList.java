package org.sluice.rank;

import java.util.Arrays;

/** Gathers the weights of one label that are worth keeping. Scratch space of one thread. */
final class WeightList {
  private final float threshold;
  private long[] kept = new long[1 << 10];
  private int count;

  WeightList(double threshold) {
    this.threshold = (float) threshold;
  }

  void clear() {
    count = 0;
  }

  /** Takes a weight, unless it is zero or below the threshold. */
  void add(int feature, float weight) {
    if (Math.abs(weight) < threshold || weight == 0) {
      return;
    }
    if (count == kept.length) {
      kept = Arrays.copyOf(kept, count * 2);
    }
    kept[count++] = (long) feature << 32 | Float.floatToRawIntBits(weight) & 0xffff_ffffL;
  }

  /** The kept weights, sorted by feature. */
  LabelWeights pack(float bias) {
    Arrays.sort(kept, 0, count);
    int[] features = new int[count];
    float[] weights = new float[count];
    for (int k = 0; k < count; k++) {
      features[k] = (int) (kept[k] >>> 32);
      weights[k] = Float.intBitsToFloat((int) kept[k]);
    }
    return LabelWeights.of(features, weights, bias);
  }
}
