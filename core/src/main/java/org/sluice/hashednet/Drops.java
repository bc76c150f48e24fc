package org.sluice.hashednet;

import java.util.SplittableRandom;

/**
 * Dropout (Srivastava et al., JMLR 2014): inputs and units are set to 0 by chance in training, and
 * those that stay are raised so that sums keep their size, so that nothing is left to do when
 * classifying.
 */
final class Drops {
  private final double input;
  private final double hidden;
  private final SplittableRandom random;

  Drops(double input, double hidden, long seed) {
    this.input = input;
    this.hidden = hidden;
    random = new SplittableRandom(seed);
  }

  /** Factor of the units that stay. */
  float hiddenScale() {
    return (float) (1 / (1 - hidden));
  }

  /** Drops from {@code count} rows of {@code width} values, one place apart. */
  void apply(boolean first, float[] values, int count, int width) {
    double chance = first ? input : hidden;
    if (chance == 0) {
      return;
    }
    float scale = (float) (1 / (1 - chance));
    // Chances to 1/65,536: one draw decides over four values.
    int bound = (int) Math.round(chance * 65_536);
    for (int row = 0; row < count; row++) {
      int from = row * (width + 1);
      long bits = 0;
      for (int j = 0; j < width; j++, bits >>>= 16) {
        if ((j & 3) == 0) {
          bits = random.nextLong();
        }
        values[from + j] = (bits & 0xffff) < bound ? 0 : scale * values[from + j];
      }
    }
  }
}
