package org.sluice.hashednet;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The real weights of a layer and the edges that use them. Edges {@code (i, j)} from input i to
 * unit j form the virtual matrix {@code V[i * units + j] = sign(i, j) * w[h(i, j)]}, which has one
 * more row than the layer has inputs: the biases.
 *
 * <p>A step unpacks the whole matrix once, uses it for a batch, and folds the gradient of the
 * matrix back into that of the weights; this is exact, for a weight's derivative is the signed sum
 * of its edges' (section 4.4 of the paper).
 */
final class SharedWeights {
  private static final int REMOVED = -1;

  private final int edges;

  /** For each edge twice its weight plus 1 where the sign is minus, or REMOVED; null: its own. */
  private final int[] codes;

  final float[] real;

  private SharedWeights(int edges, int[] codes, int count) {
    this.edges = edges;
    this.codes = codes;
    real = new float[count];
  }

  static int count(int inputs, int units, double compression) {
    return (int) Math.max(1, Math.round((inputs + 1L) * units * compression));
  }

  static SharedWeights of(int inputs, int units, Sharing sharing, double compression, long seed) {
    int edges = Math.multiplyExact(inputs + 1, units);
    int count = count(inputs, units, compression);
    int[] codes =
        switch (sharing) {
          case FULL -> null;
          case HASHED -> hashed(edges, count, seed);
          case RANDOM_EDGES -> chosen(edges, count, seed);
        };
    SharedWeights weights = new SharedWeights(edges, codes, count);
    weights.draw(inputs, units, sharing == Sharing.RANDOM_EDGES ? compression : 1, seed);
    return weights;
  }

  /**
   * Values for rectified units (He et al., 2015): an edge's variance is 2 over its unit's edges.
   */
  private void draw(int inputs, int units, double kept, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double deviation = Math.sqrt(2 / Math.max(1, inputs * kept));
    for (int i = 0; i < real.length; i++) {
      real[i] = (float) (deviation * random.nextGaussian());
    }
    if (codes == null) {
      Arrays.fill(real, inputs * units, edges, 0);
    }
  }

  /** Where and with which sign each edge finds its weight. */
  private static int[] hashed(int edges, int count, long seed) {
    int[] codes = new int[edges];
    for (int edge = 0; edge < edges; edge++) {
      long hash = mix(seed + edge * 0x9E3779B97F4A7C15L);
      int bucket = (int) ((hash >>> 33) * count >>> 31);
      codes[edge] = bucket << 1 | (int) (hash & 1);
    }
    return codes;
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  /** A uniform choice of {@code count} edges. */
  private static int[] chosen(int edges, int count, long seed) {
    int[] codes = new int[edges];
    SplittableRandom random = new SplittableRandom(mix(seed));
    int next = 0;
    for (int edge = 0; edge < edges; edge++) {
      boolean kept = random.nextInt(edges - edge) < count - next;
      codes[edge] = kept ? next++ << 1 : REMOVED;
    }
    return codes;
  }

  int edges() {
    return edges;
  }

  /** Writes the virtual matrix. */
  void unpack(float[] virtual) {
    if (codes == null) {
      System.arraycopy(real, 0, virtual, 0, edges);
      return;
    }
    for (int edge = 0; edge < edges; edge++) {
      int code = codes[edge];
      virtual[edge] = code == REMOVED ? 0 : signed(real[code >>> 1], code);
    }
  }

  /** Sums the derivatives by the edges into those by the weights. */
  void fold(float[] virtualGradient, float[] gradient) {
    if (codes == null) {
      System.arraycopy(virtualGradient, 0, gradient, 0, edges);
      return;
    }
    Arrays.fill(gradient, 0);
    for (int edge = 0; edge < edges; edge++) {
      int code = codes[edge];
      if (code != REMOVED) {
        gradient[code >>> 1] += signed(virtualGradient[edge], code);
      }
    }
  }

  /** Flips the sign of a value where the code's lowest bit says so; signs come in no pattern. */
  private static float signed(float value, int code) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ code << 31);
  }
}
