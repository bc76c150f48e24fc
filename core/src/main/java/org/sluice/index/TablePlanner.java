package org.sluice.index;

import java.util.Arrays;
import java.util.Optional;
import org.sluice.hash.HashFamily;

/**
 * Predicts what hash tables will find, and chooses their settings. An item whose elementary hashes
 * equal the query's with probability p is in the query's bucket of a table with probability {@code
 * P = p^K}, and found by one of L tables with {@code 1 - (1 - P)^L}; where several buckets are
 * probed, P is that of {@link ProbedCollisions}. The means over a sample of similarities are the
 * recall and the active share. Immutable.
 */
public final class TablePlanner {
  /** Most tables a plan has. */
  public static final int MOST_TABLES = 1024;

  /** Similarities are counted in so many bins from -1 to 1. */
  private static final int BINS = 512;

  /**
   * How much fuller than expected a bucket may be before it is cut short. Items fall together where
   * they are alike, so the buckets that are read are several times as full as the mean.
   */
  private static final double ROOM = 16;

  private final HashFamily family;
  private final SimilaritySample sample;
  private final long items;
  private final TablePlan.Costs costs;
  private final double[] wanted;
  private final double[] all;
  private final double[] centres = new double[BINS];
  private final OrthogonalSigns orthogonal;

  /**
   * Of what orthogonal directions take from the probability of one bucket, the share that they take
   * from that of many, for a right angle; less for what is closer, more for few. Measured.
   */
  private static final double OF_SEVERAL = .8;

  /**
   * @param family whose formula and similarity are used; its K, L and seed do not matter
   * @param sample similarities as the family has them
   * @param items number of items in the tables, at least 1
   */
  public TablePlanner(
      HashFamily family, SimilaritySample sample, long items, TablePlan.Costs costs) {
    if (items < 1) {
      throw new IllegalArgumentException("items must be at least 1, not " + items);
    }
    this.family = family;
    this.sample = sample;
    this.items = items;
    this.costs = costs;
    Arrays.setAll(centres, bin -> (bin + 0.5) / BINS * 2 - 1);
    orthogonal = new OrthogonalSigns(signs() ? family.orthogonalHashes() : 1);
    wanted = histogram(sample.wanted());
    all = new double[BINS];
    double[][] queries = sample.all();
    for (double[] similarities : queries) {
      double[] one = histogram(similarities);
      for (int bin = 0; bin < BINS; bin++) {
        all[bin] += one[bin] / queries.length;
      }
    }
  }

  private static double[] histogram(double[] similarities) {
    double[] shares = new double[BINS];
    for (double similarity : similarities) {
      shares[bin(similarity)] += 1.0 / similarities.length;
    }
    return shares;
  }

  private static int bin(double similarity) {
    return (int) Math.max(0, Math.min(BINS - 1, (similarity + 1) / 2 * BINS));
  }

  /** Bits of an elementary hash. */
  private int bitsEach() {
    return family.codeBits() / family.k();
  }

  private boolean signs() {
    return switch (family.similarity()) {
      case COSINE, TRANSFORMED_COSINE -> true;
      case JACCARD, ORDER -> false;
    };
  }

  /**
   * What these settings will do.
   *
   * @param k elementary hashes a code, at least 1; at most 30 bits
   * @param l tables, at least 1
   * @param probes buckets looked at in each table, at least 1; more than 1 for families of signs
   *     only
   */
  public TablePlan predict(int k, int l, int probes) {
    if (k < 1 || k * (long) bitsEach() > 30) {
      throw new IllegalArgumentException("k must be from 1 to " + 30 / bitsEach() + ", not " + k);
    }
    if (l < 1) {
      throw new IllegalArgumentException("l must be at least 1, not " + l);
    }
    requireProbes(probes);
    return plan(k, l, probes, table(k, probes)[probes]);
  }

  private void requireProbes(int probes) {
    int most = signs() ? 64 : 1;
    if (probes < 1 || probes > most) {
      throw new IllegalArgumentException("probes must be from 1 to " + most + ", not " + probes);
    }
  }

  /** For each number of probes, the probability in one table for each bin of similarities. */
  private double[][] table(int k, int probes) {
    double[][] table = probes == 1 ? new double[2][BINS] : ProbedCollisions.of(k, probes, centres);
    double[] ratios = orthogonal.ratios(k, centres);
    for (int bin = 0; bin < BINS; bin++) {
      for (int t = 2; t < table.length; t++) {
        table[t][bin] *= 1 - (1 - ratios[bin]) * ofSeveral(t, centres[bin]);
      }
      // Exact where one bucket is looked at.
      table[1][bin] = Math.pow(family.collisionProbability(centres[bin]), k) * ratios[bin];
    }
    // Codes that are mixed down to fewer buckets also meet by chance.
    int bits = BucketNumbers.bits(k * bitsEach(), items, TableOptions.BITS_BOUND);
    double codes = 1L << k * bitsEach();
    // Of the other codes, those that are in the bucket too.
    double chance = (codes / (1L << bits) - 1) / Math.max(1, codes - 1);
    for (int t = 1; t < table.length; t++) {
      for (int bin = 0; bin < BINS; bin++) {
        table[t][bin] += (1 - table[t][bin]) * Math.min(1, t * chance);
      }
    }
    return table;
  }

  private static double ofSeveral(int probes, double cosine) {
    double apart = 1 - Math.max(0, cosine);
    double ofMany = OF_SEVERAL * apart * apart;
    return ofMany + (1 - ofMany) / probes;
  }

  private TablePlan plan(int k, int l, int probes, double[] inTable) {
    double recall = found(wanted, inTable, l);
    double active = found(all, inTable, l);
    double read = 0;
    for (int bin = 0; bin < BINS; bin++) {
      read += all[bin] * inTable[bin];
    }
    double cost =
        costs.hash() * k * l
            + costs.bucket() * l * probes
            + costs.id() * items * l * read
            + costs.candidate() * items * active;
    return new TablePlan(k, l, probes, capacity(k), recall, active, cost);
  }

  private static double found(double[] shares, double[] inTable, int l) {
    double sum = 0;
    for (int bin = 0; bin < shares.length; bin++) {
      sum += shares[bin] == 0 ? 0 : shares[bin] * (1 - Math.pow(1 - inTable[bin], l));
    }
    return sum;
  }

  /**
   * From the fullest bucket that a sampled query expects as its own. Behind a transform the items
   * share a coordinate, and fill some buckets more than any query tells: those are read whole.
   */
  private int capacity(int k) {
    if (family.similarity() == HashFamily.Similarity.TRANSFORMED_COSINE) {
      return (int) Math.min(items, Integer.MAX_VALUE);
    }
    double fullest = 0;
    for (double[] similarities : sample.all()) {
      double size = 0;
      for (double similarity : similarities) {
        size += Math.pow(family.collisionProbability(similarity), k);
      }
      fullest = Math.max(fullest, items * size / similarities.length);
    }
    return (int) Math.min(items, Math.min(Integer.MAX_VALUE, (long) (ROOM * fullest + ROOM)));
  }

  /**
   * The cheapest settings with at least this recall.
   *
   * @param recall above 0 and below 1
   * @param mostProbes buckets a table, at least 1; more than 1 for families of signs only
   * @return nothing where no settings of up to {@link #MOST_TABLES} tables reach it
   */
  public Optional<TablePlan> forRecall(double recall, int mostProbes) {
    if (!(recall > 0 && recall < 1)) {
      throw new IllegalArgumentException("recall must be above 0 and below 1, not " + recall);
    }
    return best(mostProbes, inTable -> fewest(recall, inTable), false);
  }

  /**
   * The settings with the greatest recall among those that find at most a share of all items; the
   * cheapest of those within half a percent of it.
   *
   * @param share above 0 and below 1
   * @param mostProbes buckets a table, at least 1; more than 1 for families of signs only
   * @return nothing where even one table finds more
   */
  public Optional<TablePlan> forActiveShare(double share, int mostProbes) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share must be above 0 and below 1, not " + share);
    }
    return best(mostProbes, inTable -> most(share, inTable), true);
  }

  /** The number of tables, or 0 for none, by the probabilities in one table. */
  private interface Tables {
    int of(double[] inTable);
  }

  private Optional<TablePlan> best(int mostProbes, Tables tables, boolean byRecall) {
    requireProbes(mostProbes);
    TablePlan best = null;
    int mostBits = Math.min(24, Long.SIZE - Long.numberOfLeadingZeros(items) + 2);
    for (int k = 1; k == 1 || k * bitsEach() <= mostBits; k++) {
      double[][] table = table(k, mostProbes);
      for (int probes = 1; probes <= mostProbes; probes = probes * 3 / 2 + 1) {
        int l = tables.of(table[probes]);
        if (l > 0) {
          TablePlan plan = plan(k, l, probes, table[probes]);
          best = best == null || better(plan, best, byRecall) ? plan : best;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean better(TablePlan plan, TablePlan than, boolean byRecall) {
    if (byRecall && Math.abs(plan.recall() - than.recall()) > 0.005) {
      return plan.recall() > than.recall();
    }
    return plan.cost() < than.cost();
  }

  /** Fewest tables that reach a recall, or 0. */
  private int fewest(double recall, double[] inTable) {
    if (found(wanted, inTable, MOST_TABLES) < recall) {
      return 0;
    }
    int low = 1;
    int high = MOST_TABLES;
    while (low < high) {
      int middle = (low + high) / 2;
      if (found(wanted, inTable, middle) >= recall) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Most tables that stay within a share of all items, or 0. */
  private int most(double share, double[] inTable) {
    int low = 0;
    int high = MOST_TABLES;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (found(all, inTable, middle) <= share) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
