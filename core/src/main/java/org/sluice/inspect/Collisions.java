package org.sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.sluice.hash.HashFamily;
import org.sluice.index.VectorSource;
import org.sluice.kernel.Kernels;
import org.sluice.parallel.Tasks;

/**
 * Measures one family: how often hashes of labels and queries are equal beside what the formula
 * says, and whether the number of equal codes orders labels as their activations do. Looks at the
 * query's own bucket in each table, without probes and capacities.
 */
final class Collisions {
  /** Queries looked at. */
  static final int QUERIES = 200;

  /** Labels of a query whose order is compared. */
  static final int ORDERED = 400;

  /** Labels of a query whose similarity is computed, half of them among the best. */
  static final int PAIRS = 60;

  private static final int BINS = 40;
  private static final int CHUNK = 256;

  private final Layer layer;
  private final InspectOptions options;
  private final HashFamily family;
  private final VectorSource stored;
  private final int[] codes;

  Collisions(Layer layer, InspectOptions options, HashFamily family) {
    this.layer = layer;
    this.options = options;
    this.family = family;
    this.stored = layer.stored(options.bias());
    this.codes = new int[Math.multiplyExact(stored.rows(), family.l())];
    Tasks.run(options.threads(), (stored.rows() + CHUNK - 1) / CHUNK, this::hasher);
  }

  private IntConsumer hasher() {
    HashFamily.Hasher hasher = family.newHasher();
    int dimension = stored.dimension();
    float[] vectors = new float[CHUNK * dimension];
    int[] found = new int[CHUNK * family.l()];
    return chunk -> {
      int first = chunk * CHUNK;
      int count = Math.min(CHUNK, stored.rows() - first);
      for (int i = 0; i < count; i++) {
        stored.copy(first + i, vectors, i * dimension);
      }
      hasher.hashAll(vectors, 0, dimension, count, found);
      System.arraycopy(found, 0, codes, first * family.l(), count * family.l());
    };
  }

  FamilyReport report(String name) {
    Sums[] parts = new Sums[Math.min(QUERIES, layer.rows())];
    Tasks.run(options.threads(), parts.length, () -> worker(parts));
    Sums all = new Sums();
    for (Sums part : parts) {
      all.add(part);
    }
    int n = parts.length;
    int labels = Math.min(ORDERED, stored.rows());
    return new FamilyReport(
        name,
        family.similarity(),
        bins(all),
        new FamilyReport.Correlation(labels, all.correlations[0] / n, all.correlations[1] / n),
        new FamilyReport.Correlation(labels, all.correlations[2] / n, all.correlations[3] / n));
  }

  private double lowest() {
    return switch (family.similarity()) {
      case COSINE, TRANSFORMED_COSINE -> -1;
      case JACCARD, ORDER -> 0;
    };
  }

  private List<FamilyReport.Bin> bins(Sums all) {
    List<FamilyReport.Bin> bins = new ArrayList<>();
    double step = (1 - lowest()) / BINS;
    for (int b = 0; b < BINS; b++) {
      double[] sum = all.bins[b];
      if (sum[0] > 0) {
        bins.add(
            new FamilyReport.Bin(
                lowest() + b * step,
                lowest() + (b + 1) * step,
                (long) sum[0],
                sum[1] / sum[0],
                sum[2] / sum[0],
                sum[3] / sum[0],
                sum[4] / sum[0],
                sum[5] / sum[0],
                sum[6] / sum[0]));
      }
    }
    return bins;
  }

  /** Task q looks at query q. */
  private IntConsumer worker(Sums[] parts) {
    int labels = stored.rows();
    HashFamily.Hasher hasher = family.newQueryHasher();
    int[] asked = new int[family.l()];
    float[] scores = new float[labels];
    float[] vector = new float[layer.stride()];
    Best best = new Best(Math.min(ORDERED, labels));
    return q -> {
      Sums sums = new Sums();
      int offset = q * layer.stride();
      hasher.hash(layer.queries(), offset, asked);
      for (int id = 0; id < labels; id++) {
        layer.labels().vectors().get(id, vector, 0);
        vector[layer.labels().dimension()] = layer.labels().biases()[id];
        scores[id] = Kernels.dot(vector, 0, layer.queries(), offset, vector.length);
      }
      int[] contenders = best.of(scores);
      SplittableRandom random = new SplittableRandom(options.seed() ^ 0x70_61_69_72L + q);
      int[] uniform = random.ints(contenders.length, 0, labels).toArray();
      correlate(contenders, asked, scores, sums.correlations, 0);
      correlate(uniform, asked, scores, sums.correlations, 2);
      for (int i = 0; i < Math.min(PAIRS, 2 * contenders.length); i++) {
        int id = i % 2 == 0 ? contenders[random.nextInt(contenders.length)] : uniform[i / 2];
        stored.copy(id, vector, 0);
        double alike = family.similarity(vector, 0, layer.queries(), offset);
        pair(sums, alike, id, asked);
      }
      parts[q] = sums;
    };
  }

  private void pair(Sums sums, double alike, int id, int[] asked) {
    int k = family.k();
    int bits = family.codeBits() / k;
    int mask = (1 << bits) - 1;
    int equalHashes = 0;
    int equalCodes = 0;
    for (int table = 0; table < asked.length; table++) {
      int differ = codes[id * asked.length + table] ^ asked[table];
      equalCodes += differ == 0 ? 1 : 0;
      for (int i = 0; i < k; i++) {
        equalHashes += (differ >>> i * bits & mask) == 0 ? 1 : 0;
      }
    }
    double p = Math.clamp(family.collisionProbability(alike), 0, 1);
    double code = Math.pow(p, k);
    int bin = Math.clamp((int) Math.floor((alike - lowest()) / (1 - lowest()) * BINS), 0, BINS - 1);
    double[] sum = sums.bins[bin];
    sum[0]++;
    sum[1] += equalHashes / (double) (k * asked.length);
    sum[2] += p;
    sum[3] += equalCodes / (double) asked.length;
    sum[4] += code;
    sum[5] += equalCodes > 0 ? 1 : 0;
    sum[6] += 1 - Math.pow(1 - code, asked.length);
  }

  private void correlate(int[] ids, int[] asked, float[] scores, double[] sums, int at) {
    double[] hits = new double[ids.length];
    double[] activations = new double[ids.length];
    for (int i = 0; i < ids.length; i++) {
      activations[i] = scores[ids[i]];
      for (int table = 0; table < asked.length; table++) {
        hits[i] += codes[ids[i] * asked.length + table] == asked[table] ? 1 : 0;
      }
    }
    sums[at] += RankCorrelation.spearman(hits, activations);
    sums[at + 1] += RankCorrelation.kendall(hits, activations);
  }

  /** What was seen: by bin pairs, equal hashes, their formula, equal codes, ..., any, ... */
  private static final class Sums {
    final double[][] bins = new double[BINS][7];

    /** Spearman and Kendall over contenders, then over uniform labels. */
    final double[] correlations = new double[4];

    void add(Sums other) {
      for (int b = 0; b < BINS; b++) {
        for (int i = 0; i < bins[b].length; i++) {
          bins[b][i] += other.bins[b][i];
        }
      }
      for (int i = 0; i < correlations.length; i++) {
        correlations[i] += other.correlations[i];
      }
    }
  }
}
