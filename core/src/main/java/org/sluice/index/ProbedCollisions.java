package org.sluice.index;

import java.util.SplittableRandom;
import org.sluice.hash.FastSimHash;
import org.sluice.hash.HashFamily;
import org.sluice.hash.Margins;

/**
 * The probability that a table returns an item when several buckets are probed, for hashes that are
 * signs of random projections. Given a query's projection z (normal), that of an item at cosine c
 * is {@code c z + sqrt(1 - c^2) e} with e normal, so the signs differ with probability {@code
 * Phi(-c |z| / sqrt(1 - c^2))}. The item is found where the set of its differing signs is among the
 * probed ones; the mean over queries is taken over random ones, always the same.
 */
final class ProbedCollisions {
  private static final int QUERIES = 400;

  private ProbedCollisions() {}

  /**
   * Probabilities for {@code probes + 1} numbers of probes: entry {@code [t][i]} is that for t
   * probes and the i-th cosine.
   */
  static double[][] of(int k, int probes, double[] cosines) {
    double[][] found = new double[probes + 1][cosines.length];
    HashFamily family = new FastSimHash(1, k, 1, 0);
    ProbeSequence sequence = new ProbeSequence(family, probes);
    Margins margins = new Margins(family);
    int[] sets = new int[probes];
    SplittableRandom random = new SplittableRandom(k);
    for (int query = 0; query < QUERIES; query++) {
      for (int i = 0; i < k; i++) {
        margins.costs()[i] = (float) Math.abs(random.nextGaussian());
        margins.flips()[i] = 1 << i;
      }
      int count = sequence.fill(0, 0, margins, sets, 0);
      for (int c = 0; c < cosines.length; c++) {
        add(margins.costs(), sets, count, cosines[c], found, c);
      }
    }
    return found;
  }

  private static void add(
      float[] distances, int[] sets, int count, double cosine, double[][] found, int c) {
    double scale = cosine / Math.sqrt(Math.max(1e-12, 1 - cosine * cosine));
    double[] differ = new double[distances.length];
    for (int i = 0; i < differ.length; i++) {
      differ[i] = normal(-scale * distances[i]);
    }
    double sum = 0;
    for (int t = 1; t < found.length; t++) {
      if (t <= count) {
        double probability = 1;
        for (int i = 0; i < differ.length; i++) {
          probability *= (sets[t - 1] >> i & 1) == 1 ? differ[i] : 1 - differ[i];
        }
        sum += probability;
      }
      found[t][c] += sum / QUERIES;
    }
  }

  /** The normal distribution function, to 1e-7 (Abramowitz and Stegun, 26.2.17). */
  static double normal(double x) {
    double t = 1 / (1 + 0.2316419 * Math.abs(x));
    double tail =
        Math.exp(-x * x / 2)
            / Math.sqrt(2 * Math.PI)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return x > 0 ? 1 - tail : tail;
  }
}
