package org.sluice.hashednet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SharedWeightsTest {
  private static float[] noise(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** Unpacking is linear in the weights, so folding must be its transpose: exact gradients. */
  @Property(tries = 150)
  void foldingIsTheTransposeOfUnpacking(
      @ForAll @IntRange(min = 1, max = 30) int inputs,
      @ForAll @IntRange(min = 1, max = 30) int units,
      @ForAll @IntRange(min = 1, max = 64) int compression,
      @ForAll Sharing sharing,
      @ForAll long seed) {
    SharedWeights weights =
        SharedWeights.of(
            inputs, units, sharing, sharing == Sharing.FULL ? 1 : 1.0 / compression, seed);
    float[] virtual = new float[weights.edges()];
    float[] edgeGradient = noise(weights.edges(), seed + 1);
    float[] gradient = new float[weights.real.length];

    weights.unpack(virtual);
    weights.fold(edgeGradient, gradient);

    assertThat(dot(virtual, edgeGradient))
        .isCloseTo(
            dot(weights.real, gradient),
            org.assertj.core.api.Assertions.within(1e-3 * (1 + weights.edges())));
  }

  /** With one weight set to 1 the virtual matrix shows the edges that use it, and their signs. */
  @Test
  void edgesSpreadEvenlyOverWeightsAndSigns() {
    SharedWeights weights = SharedWeights.of(99, 100, Sharing.HASHED, .125, 7);
    float[] ones = new float[weights.real.length];
    float[] virtual = new float[weights.edges()];
    int[] users = new int[ones.length];
    int minus = 0;
    Arrays.fill(weights.real, 0);
    for (int bucket = 0; bucket < users.length; bucket++) {
      weights.real[bucket] = 1;
      weights.unpack(virtual);
      weights.real[bucket] = 0;
      for (float value : virtual) {
        users[bucket] += value != 0 ? 1 : 0;
        minus += value < 0 ? 1 : 0;
      }
    }
    assertThat(users.length).isEqualTo(1_250);
    assertThat(Arrays.stream(users).sum()).isEqualTo(10_000);
    // Poisson with mean 8: variance 8, and 1 weight in 3,000 without an edge.
    double variance = Arrays.stream(users).mapToDouble(n -> (n - 8) * (n - 8)).average().orElse(0);
    assertThat(variance).isBetween(6.5, 9.5);
    assertThat(minus).isBetween(4_800, 5_200);
  }

  @Test
  void removedEdgesStayRemoved() {
    SharedWeights weights = SharedWeights.of(49, 40, Sharing.RANDOM_EDGES, .25, 3);
    float[] virtual = new float[weights.edges()];
    float[] gradient = new float[weights.real.length];
    Arrays.fill(weights.real, 1);
    weights.unpack(virtual);
    weights.fold(virtual, gradient);

    assertThat(weights.real).hasSize(500);
    assertThat(virtual).containsOnly(0f, 1f);
    assertThat(gradient).containsOnly(1f);
    float[] other = new float[weights.edges()];
    SharedWeights.of(49, 40, Sharing.RANDOM_EDGES, .25, 4).unpack(other);
    int same = 0;
    for (int i = 0; i < other.length; i++) {
      same += other[i] != 0 && virtual[i] != 0 ? 1 : 0;
    }
    assertThat(same).as("edges kept under both seeds").isBetween(80, 170);
  }
}
