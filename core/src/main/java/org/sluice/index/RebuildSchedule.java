package org.sluice.index;

/**
 * When tables are built anew (Chen et al., MLSys 2020, section 3.1.3): gap t between rebuilds is
 * {@code firstGap * exp(decay * t)} steps, since weights move less and less.
 *
 * @param firstGap steps before the first rebuild, at least 1
 * @param decay exponent by which gaps grow, finite, at least 0; 0 keeps them equal
 */
public record RebuildSchedule(int firstGap, double decay) {
  public RebuildSchedule {
    if (firstGap < 1) {
      throw new IllegalArgumentException("firstGap must be at least 1, not " + firstGap);
    }
    if (!(decay >= 0) || Double.isInfinite(decay)) {
      throw new IllegalArgumentException("decay must be finite and at least 0, not " + decay);
    }
  }

  /** Steps between rebuild {@code t - 1} (the start, for t = 0) and rebuild t, to the nearest. */
  public long gap(int t) {
    // Math.round stops at Long.MAX_VALUE.
    return Math.round(firstGap * Math.exp(decay * t));
  }

  /** The first step after {@code step} at which tables are rebuilt, counting steps from 0. */
  public long nextAfter(long step) {
    if (decay == 0) {
      return (Math.max(0, step) / firstGap + 1) * firstGap;
    }
    long at = 0;
    for (int t = 0; ; t++) {
      long gap = gap(t);
      if (gap > Long.MAX_VALUE - at) {
        return Long.MAX_VALUE;
      }
      at += gap;
      if (at > step) {
        return at;
      }
    }
  }
}
