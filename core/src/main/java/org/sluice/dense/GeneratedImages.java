package org.sluice.dense;

import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Square images of two classes that are made when they are asked for: each is a function of seed
 * and row, and no row takes memory. Of every two neighbouring rows one belongs to each class, in an
 * order that chance decides, so the classes are as many.
 */
abstract class GeneratedImages implements DenseExamples {
  /** Pixels along an edge. */
  static final int SIDE = 28;

  /** Keeps the draws of a row apart from those that order the classes. */
  private static final long ORDER = 0x5851F42D4C957F2DL;

  private final long seed;
  private final int rows;

  GeneratedImages(long seed, int rows) {
    Rules.require(rows >= 1, "rows", "at least 1", rows);
    this.seed = seed;
    this.rows = rows;
  }

  /**
   * Chance of one row.
   *
   * <p>A SplittableRandom that starts at {@code seed + row} would give the numbers of the next row
   * one step later; the multiplications keep rows apart.
   */
  static SplittableRandom random(long seed, long row) {
    long mixed = seed ^ (row + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
    mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
    return new SplittableRandom(mixed ^ mixed >>> 32);
  }

  /** Seed of the rows to test with, so that they are none of those to learn from. */
  static long testSeed(long seed) {
    return random(seed, -2).nextLong();
  }

  /** Paints a row: {@code pixels} holds zeros and has {@code SIDE * SIDE} places. */
  abstract void paint(int label, SplittableRandom random, float[] pixels);

  @Override
  public final int size() {
    return rows;
  }

  @Override
  public final int width() {
    return SIDE * SIDE;
  }

  @Override
  public final int classes() {
    return 2;
  }

  @Override
  public final int label(int row) {
    Objects.checkIndex(row, rows);
    return (row & 1) ^ (random(seed ^ ORDER, row >> 1).nextInt() & 1);
  }

  @Override
  public final void copyTo(int row, float[] target, int offset) {
    Objects.checkIndex(row, rows);
    Objects.checkFromIndexSize(offset, width(), target.length);
    float[] pixels = new float[width()];
    paint(label(row), random(seed, row), pixels);
    System.arraycopy(pixels, 0, target, offset, pixels.length);
  }
}
