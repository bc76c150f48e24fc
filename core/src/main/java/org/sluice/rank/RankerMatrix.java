package org.sluice.rank;

import java.util.Arrays;
import java.util.Objects;

/**
 * One sparse linear ranker for each label, as a compressed matrix. A label's score of a row is its
 * bias plus the sum of its weights times the row's values; it is above 0 where the ranker takes the
 * label for right, about 1 or more where it is sure.
 *
 * <p>Label {@code l} has the entries {@code [offsets[l], offsets[l + 1])}. Entry {@code k} belongs
 * to the feature {@code gaps[k]} after that of the entry before, the first one counted from -1, and
 * has the weight {@code levels[codes[k] & 255]}: three bytes. Code 0 has weight 0 and stands where
 * a gap is too wide for 16 bits. Immutable as long as nobody writes into the arrays, which are
 * shared, not copied; safe for many threads.
 */
public final class RankerMatrix {
  /** Entries of a block: a power of two, so that blocks are found by shifting. */
  static final int BLOCK = 32;

  private final int features;
  private final int[] offsets;
  private final char[] gaps;
  private final byte[] codes;
  private final float[] levels;
  private final float[] bias;
  private final long nonZeros;

  /** For each block of entries the feature of the entry before it, -1 where a label begins. */
  private final int[] blockStarts;

  private RankerMatrix(
      int features, int[] offsets, char[] gaps, byte[] codes, float[] levels, float[] bias) {
    this.features = features;
    this.offsets = offsets;
    this.gaps = gaps;
    this.codes = codes;
    this.levels = levels;
    this.bias = bias;
    long count = 0;
    for (byte code : codes) {
      count += code != 0 ? 1 : 0;
    }
    nonZeros = count;
    blockStarts = new int[(gaps.length + BLOCK - 1) / BLOCK];
    for (int label = 0; label < bias.length; label++) {
      int feature = -1;
      for (int k = offsets[label]; k < offsets[label + 1]; k++) {
        if (k % BLOCK == 0) {
          blockStarts[k / BLOCK] = feature;
        }
        feature += gaps[k];
      }
    }
  }

  /**
   * A matrix of the given arrays, which are checked and then shared.
   *
   * @param features number of features, at least 0
   * @param offsets labels + 1 positions of entries, starting at 0, never falling
   * @param gaps distance of each entry's feature from that of the entry before, at least 1
   * @param codes place of each entry's weight in {@code levels}
   * @param levels 256 finite weights, the first one 0
   * @param bias one finite number a label
   * @throws IllegalArgumentException if the arrays break a rule; the message names array, place,
   *     rule and value
   */
  public static RankerMatrix of(
      int features, int[] offsets, char[] gaps, byte[] codes, float[] levels, float[] bias) {
    Objects.requireNonNull(offsets, "offsets");
    Objects.requireNonNull(gaps, "gaps");
    Objects.requireNonNull(codes, "codes");
    Objects.requireNonNull(levels, "levels");
    Objects.requireNonNull(bias, "bias");
    require(features >= 0, "features must be at least 0", features);
    require(offsets.length > 0, "offsets must have labels + 1 values", offsets.length);
    int labels = offsets.length - 1;
    require(bias.length == labels, "bias must have a value for each of " + labels, bias.length);
    require(gaps.length == codes.length, "gaps must be as many as " + codes.length, gaps.length);
    require(
        levels.length == WeightLevels.COUNT, "levels must be " + WeightLevels.COUNT, levels.length);
    require(levels[0] == 0, "levels[0] must be 0", levels[0]);
    requireFinite(levels, "levels");
    requireFinite(bias, "bias");
    require(offsets[0] == 0, "offsets[0] must be 0", offsets[0]);
    require(
        offsets[labels] == gaps.length,
        "offsets must end at the number of entries, " + gaps.length,
        offsets[labels]);
    for (int label = 0; label < labels; label++) {
      if (offsets[label + 1] < offsets[label] || offsets[label + 1] > gaps.length) {
        throw new IllegalArgumentException(
            "offsets must not fall nor pass the number of entries: offsets["
                + (label + 1)
                + "] is "
                + offsets[label + 1]);
      }
      long feature = -1;
      for (int k = offsets[label]; k < offsets[label + 1]; k++) {
        if (gaps[k] == 0) {
          throw new IllegalArgumentException("gaps must be at least 1: gaps[" + k + "] is 0");
        }
        feature += gaps[k];
      }
      if (feature >= features) {
        throw new IllegalArgumentException(
            "gaps of label " + label + " must stay below " + features + " features: " + feature);
      }
    }
    return new RankerMatrix(features, offsets, gaps, codes, levels, bias);
  }

  /** Codes the weights of labels; drops each from the array once it is coded. */
  static RankerMatrix encode(int features, LabelWeights[] labels) {
    int[] offsets = new int[labels.length + 1];
    for (int label = 0; label < labels.length; label++) {
      long end = (long) offsets[label] + labels[label].gaps().length;
      require(end < Integer.MAX_VALUE - 8, "weights of all labels must be fewer than 2^31", end);
      offsets[label + 1] = (int) end;
    }
    WeightLevels levels = WeightLevels.spanning(labels);
    char[] gaps = new char[offsets[labels.length]];
    byte[] codes = new byte[gaps.length];
    float[] bias = new float[labels.length];
    for (int label = 0; label < labels.length; label++) {
      LabelWeights one = labels[label];
      labels[label] = null;
      System.arraycopy(one.gaps(), 0, gaps, offsets[label], one.gaps().length);
      levels.encode(one.weights(), codes, offsets[label]);
      bias[label] = one.bias();
    }
    return new RankerMatrix(features, offsets, gaps, codes, levels.values(), bias);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ": " + value);
    }
  }

  private static void requireFinite(float[] values, String name) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + " must be finite: " + name + "[" + i + "] is " + values[i]);
      }
    }
  }

  /** Number of labels. */
  public int labels() {
    return bias.length;
  }

  /** Number of features. */
  public int features() {
    return features;
  }

  /** Number of weights that are not 0. */
  public long nonZeros() {
    return nonZeros;
  }

  /** Where the entries of each label begin; shared. */
  public int[] offsets() {
    return offsets;
  }

  /** Steps from feature to feature, one an entry; shared. */
  public char[] gaps() {
    return gaps;
  }

  /** For each block of entries the feature of the entry before it, -1 where a label begins. */
  int[] blockStarts() {
    return blockStarts;
  }

  /** Weight codes, one an entry; shared. */
  public byte[] codes() {
    return codes;
  }

  /** The weight of each of the 256 codes; shared. */
  public float[] levels() {
    return levels;
  }

  /** Bias of each label; shared. */
  public float[] bias() {
    return bias;
  }

  /** The features that have a weight for a label, rising; a fresh array. */
  public int[] features(int label) {
    int[] ids = new int[offsets[label + 1] - offsets[label]];
    int count = 0;
    int feature = -1;
    for (int k = offsets[label]; k < offsets[label + 1]; k++) {
      feature += gaps[k];
      if (codes[k] != 0) {
        ids[count++] = feature;
      }
    }
    return Arrays.copyOf(ids, count);
  }

  /** The weights of a label that belong to {@link #features(int)}; a fresh array. */
  public float[] weights(int label) {
    float[] weights = new float[offsets[label + 1] - offsets[label]];
    int count = 0;
    for (int k = offsets[label]; k < offsets[label + 1]; k++) {
      if (codes[k] != 0) {
        weights[count++] = levels[codes[k] & 255];
      }
    }
    return Arrays.copyOf(weights, count);
  }

  /** A scorer with scratch space of its own, for one thread. */
  public RankerScorer newScorer() {
    return new RankerScorer(this);
  }
}
