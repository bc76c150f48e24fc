package org.sluice.hash;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sluice.kernel.Kernels;

/**
 * SimHash whose projections come from a fast pseudo-random rotation: three rounds of random signs
 * and a Walsh-Hadamard transform (Andoni et al., NIPS 2015) take {@code O(P log P)} for P
 * projections, where P is the dimension rounded up to a power of two, at least 64. As many
 * independent rotations as needed make up {@code k * l} projections. Two vectors agree in a bit
 * with a probability close to {@code 1 - angle / pi}.
 *
 * <p>A sparse vector is first scattered into a dense one, so both forms give the same codes to the
 * bit, and cost the same. Codes depend on the seed, not on the register width of the machine: the
 * transform adds in one fixed order. Immutable.
 */
public final class FastSimHash implements HashFamily {
  /** Shorter blocks mix too few coordinates for the projections to look independent. */
  private static final int SHORTEST_BLOCK = 64;

  private static final int ROUNDS = 3;

  private final HashShape shape;

  /** Length P of a rotation. */
  private final int block;

  private final int blocks;

  /** Round r of block b has its signs from {@code (b * ROUNDS + r) * block}. */
  private final float[] signs;

  /**
   * @param dimension length of the vectors, at least 1
   * @param k bits a code, from 1 to 30
   * @param l codes a vector, at least 1
   * @param seed chooses the signs
   */
  public FastSimHash(int dimension, int k, int l, long seed) {
    shape = new HashShape(dimension, k, l, 1);
    HashShape.require(dimension <= 1 << 24, "dimension", "at most 16,777,216", dimension);
    int p = SHORTEST_BLOCK;
    while (p < dimension) {
      p <<= 1;
    }
    block = p;
    blocks = (shape.hashes() + p - 1) / p;
    signs = new float[Math.multiplyExact(blocks * ROUNDS, p)];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < signs.length; i += Long.SIZE) {
      long bits = random.nextLong();
      for (int j = 0; j < Long.SIZE; j++) {
        signs[i + j] = (bits >>> j & 1) == 0 ? 1 : -1;
      }
    }
  }

  @Override
  public int dimension() {
    return shape.dimension();
  }

  @Override
  public int k() {
    return shape.k();
  }

  @Override
  public int l() {
    return shape.l();
  }

  @Override
  public int codeBits() {
    return shape.codeBits();
  }

  @Override
  public Hasher newHasher() {
    return new Rotations();
  }

  private final class Rotations implements Hasher {
    private final float[] projections = new float[blocks * block];

    @Override
    public void hash(float[] vector, int offset, int[] codes) {
      for (int b = 0; b < blocks; b++) {
        System.arraycopy(vector, offset, projections, b * block, shape.dimension());
        Arrays.fill(projections, b * block + shape.dimension(), (b + 1) * block, 0f);
      }
      rotate(codes);
    }

    @Override
    public void hash(int[] indices, float[] values, int from, int to, int[] codes) {
      Arrays.fill(projections, 0f);
      for (int at = from; at < to; at++) {
        int index = shape.index(indices[at]);
        for (int b = 0; b < blocks; b++) {
          projections[b * block + index] = values[at];
        }
      }
      rotate(codes);
    }

    private void rotate(int[] codes) {
      for (int b = 0; b < blocks; b++) {
        int at = b * block;
        for (int round = 0; round < ROUNDS; round++) {
          Kernels.multiply(projections, at, signs, (b * ROUNDS + round) * block, block);
          Kernels.hadamard(projections, at, block);
        }
      }
      SignCodes.pack(projections, shape.k(), shape.l(), codes);
    }
  }
}
