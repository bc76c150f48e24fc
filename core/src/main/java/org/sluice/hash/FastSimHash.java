package org.sluice.hash;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sluice.kernel.Kernels;

/**
 * SimHash whose projections come from a fast pseudo-random rotation: three rounds of random signs
 * and a Walsh-Hadamard transform (Andoni et al., NIPS 2015) take {@code O(P log P)} for P
 * projections, where P is the dimension rounded up to a power of two, at least 64. As many
 * rotations as needed make up {@code k * l} projections; they share the first round, which only
 * flattens the vector, and have two rounds of their own. Two vectors agree in a bit with a
 * probability close to {@code 1 - angle / pi}.
 *
 * <p>A sparse vector is first scattered into a dense one, so both forms give the same codes to the
 * bit, and cost the same. Codes depend on the seed, not on the register width of the machine: the
 * transform adds in one fixed order. Immutable.
 */
public final class FastSimHash implements SignFamily {
  /** Shorter blocks mix too few coordinates for the projections to look independent. */
  private static final int SHORTEST_BLOCK = 64;

  private final HashShape shape;

  /** Length P of a rotation. */
  private final int block;

  private final int blocks;

  /** Those of the first round, then those of two rounds for each block. */
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
    signs = new float[Math.multiplyExact(1 + 2 * blocks, p)];
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
  public int orthogonalHashes() {
    return block;
  }

  @Override
  public Hasher newHasher() {
    return new Rotations();
  }

  private final class Rotations implements Hasher {
    /** The vector, padded with zeros, and flattened by the round that all blocks share. */
    private final float[] flat = new float[block];

    private final float[] projections = new float[blocks * block];
    private final SignCodes signCodes = new SignCodes(shape);

    @Override
    public void hash(float[] vector, int offset, int[] codes) {
      hash(vector, offset, codes, 0);
    }

    @Override
    public void hash(float[] vector, int offset, int[] codes, Margins margins) {
      hash(vector, offset, codes, 0);
      signCodes.margins(projections, margins);
    }

    @Override
    public void hash(int[] indices, float[] values, int from, int to, int[] codes) {
      Arrays.fill(flat, 0f);
      for (int at = from; at < to; at++) {
        flat[shape.index(indices[at])] = values[at];
      }
      Kernels.rotate(flat, 0, signs, 0, flat, 0, block);
      mix(codes, 0);
    }

    @Override
    public void hash(
        int[] indices, float[] values, int from, int to, int[] codes, Margins margins) {
      hash(indices, values, from, to, codes);
      signCodes.margins(projections, margins);
    }

    @Override
    public void hashAll(float[] vectors, int offset, int stride, int count, int[] codes) {
      for (int i = 0; i < count; i++) {
        hash(vectors, offset + i * stride, codes, i * shape.l());
      }
    }

    private void hash(float[] vector, int offset, int[] codes, int at) {
      if (shape.dimension() == block) {
        Kernels.rotate(vector, offset, signs, 0, flat, 0, block);
      } else {
        System.arraycopy(vector, offset, flat, 0, shape.dimension());
        Arrays.fill(flat, shape.dimension(), block, 0f);
        Kernels.rotate(flat, 0, signs, 0, flat, 0, block);
      }
      mix(codes, at);
    }

    private void mix(int[] codes, int code) {
      int sign = block;
      for (int at = 0; at < projections.length; at += block) {
        Kernels.rotate(flat, 0, signs, sign, projections, at, block);
        Kernels.rotate(projections, at, signs, sign + block, projections, at, block);
        sign += 2 * block;
      }
      signCodes.pack(projections, 0, codes, code);
    }
  }
}
