package org.sluice.rank;

import java.util.Arrays;

/**
 * The 255 values that 8-bit weights can take: 0 and 127 magnitudes of both signs, in even ratios
 * from the smallest to the largest weight. With weights from .1 to 20 a weight moves by 2.1 % at
 * most, whatever its size and whatever the scale of the features.
 *
 * <p>Code 0 is the value 0, codes 1 to 127 are positive, 129 to 255 negative; 128 is not used.
 */
final class WeightLevels {
  static final int COUNT = 256;
  private static final int MAGNITUDES = 127;

  private final float[] values = new float[COUNT];
  private final double low;
  private final double stepsPerLog;

  /** Levels for magnitudes in {@code [smallest, largest]}, both above 0. */
  WeightLevels(float smallest, float largest) {
    low = Math.log(smallest);
    double step = (Math.log(largest) - low) / (MAGNITUDES - 1);
    stepsPerLog = step > 0 ? 1 / step : 0;
    for (int m = 0; m < MAGNITUDES; m++) {
      float magnitude = (float) Math.clamp(Math.exp(low + m * step), smallest, largest);
      values[1 + m] = magnitude;
      values[129 + m] = -magnitude;
    }
  }

  /** Levels that span the weights of all labels. */
  static WeightLevels spanning(LabelWeights[] labels) {
    float smallest = Float.MAX_VALUE;
    float largest = 0;
    for (LabelWeights label : labels) {
      for (float weight : label.weights()) {
        float magnitude = Math.abs(weight);
        largest = Math.max(largest, magnitude);
        if (magnitude > 0) {
          smallest = Math.min(smallest, magnitude);
        }
      }
    }
    return largest > 0 ? new WeightLevels(smallest, largest) : new WeightLevels(1, 1);
  }

  /** Codes of weights that lie within the span. */
  void encode(float[] weights, byte[] codes, int at) {
    for (int k = 0; k < weights.length; k++) {
      float weight = weights[k];
      if (weight != 0) {
        int magnitude = (int) Math.rint((Math.log(Math.abs(weight)) - low) * stepsPerLog);
        magnitude = Math.clamp(magnitude, 0, MAGNITUDES - 1);
        codes[at + k] = (byte) ((weight > 0 ? 1 : 129) + magnitude);
      } else {
        codes[at + k] = 0;
      }
    }
  }

  /** The value of each code. */
  float[] values() {
    return Arrays.copyOf(values, COUNT);
  }
}
