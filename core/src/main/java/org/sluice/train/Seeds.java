package org.sluice.train;

import java.util.SplittableRandom;

/**
 * Derives independent seeds from the run's one, so that what one purpose draws does not depend on
 * how much another drew, nor on which thread draws.
 */
final class Seeds {
  static final long WEIGHTS = 1;
  static final long ORDER = 2;
  static final long BATCH = 3;
  static final long TABLES = 4;
  static final long SPLIT = 5;
  static final long LISTS = 6;
  static final long RANKERS = 7;
  static final long CALIBRATION = 8;

  private Seeds() {}

  static long mix(long seed, long purpose, long number) {
    return new SplittableRandom(
            new SplittableRandom(seed ^ purpose * 0x9E3779B97F4A7C15L).nextLong() + number)
        .nextLong();
  }
}
