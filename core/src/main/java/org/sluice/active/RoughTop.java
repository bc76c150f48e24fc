package org.sluice.active;

/**
 * So many of the greatest values by a histogram: exact but for values that share the bin of the
 * last one taken, of which the first are taken. Much cheaper than sorting where many are wanted.
 * For one thread.
 */
final class RoughTop {
  private static final int BINS = 256;

  private final int[] histogram = new int[BINS];
  private final short[] bins;

  RoughTop(int most) {
    bins = new short[most];
  }

  /** Adds the places of the {@code wanted} greatest of {@code values[0 .. count)} to a set. */
  void find(float[] values, int count, int wanted, UnitSet target) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    float scale = (BINS - 1) / (most - least);
    if (!(scale > 0) || Float.isInfinite(scale)) {
      scale = 0;
    }
    java.util.Arrays.fill(histogram, 0);
    for (int i = 0; i < count; i++) {
      // NaN becomes bin 0.
      int bin = Math.max(0, Math.min(BINS - 1, (int) ((values[i] - least) * scale)));
      bins[i] = (short) bin;
      histogram[bin]++;
    }
    int edge = BINS - 1;
    int above = 0;
    while (edge > 0 && above + histogram[edge] < wanted) {
      above += histogram[edge--];
    }
    int left = wanted - above;
    for (int i = 0; i < count; i++) {
      if (bins[i] > edge) {
        target.add(i);
      } else if (bins[i] == edge && left > 0) {
        left--;
        target.add(i);
      }
    }
  }
}
