package org.sluice.active;

import org.sluice.config.HashKind;

/**
 * How the active units of a hidden layer are chosen for one example. Shares are of the layer's
 * units, above 0 and at most 1. At least one unit is active, but where {@link Dropout} or {@link
 * Standout} choose in training among pre-activations that are all known ({@link UnitSelector#keep})
 * chance may leave none.
 */
public sealed interface Selection {
  /** The share of units that are active in training. */
  double share();

  /** The same with another share, where there is a choice. What hashing proposes goes with it. */
  Selection withShare(double other);

  /** All units. */
  record Full() implements Selection {
    @Override
    public double share() {
      return 1;
    }

    @Override
    public Full withShare(double other) {
      return this;
    }
  }

  /**
   * Each unit at random in training, all in answers (Srivastava et al., JMLR 2014). So that sums
   * keep their size, activations are divided by the share in training; below one half, where that
   * would make steps explode, they are multiplied by it in answers instead.
   *
   * @param keep probability that a unit stays, above 0 and at most 1
   */
  record Dropout(double keep) implements Selection {
    public Dropout {
      requireShare(keep, "keep");
    }

    @Override
    public double share() {
      return keep;
    }

    @Override
    public Dropout withShare(double other) {
      return new Dropout(other);
    }
  }

  /**
   * Adaptive dropout (Ba and Frey, NIPS 2013): in training unit j stays with probability {@code
   * sigmoid(alpha * a_j + beta)}, a_j being its pre-activation and beta following the wanted share;
   * in answers all units, each times its probability.
   *
   * @param share mean share of units that stay in training
   * @param alpha how sharply strong units are preferred, from 0 (plain chance) to 100
   */
  record Standout(double share, double alpha) implements Selection {
    public Standout {
      requireShare(share, "share");
      require(alpha >= 0 && alpha <= 100, "alpha", "from 0 to 100", alpha);
    }

    /** The authors' alpha of 1. */
    public Standout(double share) {
      this(share, 1);
    }

    @Override
    public Standout withShare(double other) {
      return new Standout(other, alpha);
    }
  }

  /**
   * The units with the greatest pre-activations, found by computing all (Makhzani and Frey, ICLR
   * 2014), in training and in answers.
   *
   * @param share of the units that are active
   */
  record WinnerTakeAll(double share) implements Selection {
    public WinnerTakeAll {
      requireShare(share, "share");
    }

    @Override
    public WinnerTakeAll withShare(double other) {
      return new WinnerTakeAll(other);
    }
  }

  /**
   * Hashing proposes units, their exact pre-activations decide which of them are active (Spring and
   * Shrivastava, KDD 2017, who activate what is proposed: {@code proposed == share}).
   *
   * @param share of the units that are active
   * @param proposed share of the units that are proposed in training, at least {@code share}
   * @param answerProposed the same in answers
   * @param family hash functions; {@code SIMHASH} for {@link Filling#ANSWERS}, whose thresholds
   *     follow the medians of the projections
   * @param k elementary hashes a code, at least 1
   * @param l tables, at least 1
   * @param probes buckets looked at in each table, at least 1; 1 for {@link Filling#ANSWERS}
   * @param filling what buckets hold
   * @param bucketShare units a bucket holds as a share of all, for {@link Filling#QUERIES}
   * @param rebuildAfter examples before the first rebuild of the tables, at least 1; for {@link
   *     Filling#WEIGHTS} and {@link Filling#QUERIES}, as is the next
   * @param rebuildGrowth exponent by which the gaps between rebuilds grow, from 0 to 5
   */
  record Hashed(
      double share,
      double proposed,
      double answerProposed,
      HashKind family,
      int k,
      int l,
      int probes,
      Filling filling,
      double bucketShare,
      int rebuildAfter,
      double rebuildGrowth)
      implements Selection {
    public Hashed {
      requireShare(share, "share");
      requireShare(proposed, "proposed");
      requireShare(answerProposed, "answerProposed");
      require(proposed >= share, "proposed", "at least the share " + share, proposed);
      require(
          answerProposed >= share, "answerProposed", "at least the share " + share, answerProposed);
      require(family != null, "family", "given", null);
      require(filling != null, "filling", "given", null);
      int mostK = filling == Filling.WEIGHTS ? 20 : 12;
      require(k >= 1 && k <= mostK, "k", "from 1 to " + mostK + " for " + filling, k);
      require(
          !family.ofWinners() || 3 * k <= mostK,
          "k",
          "at most " + mostK / 3 + " for " + family + " (3 bits a hash) and " + filling,
          k);
      require(l >= 1 && l <= 1024, "l", "from 1 to 1024", l);
      require(probes >= 1 && probes <= 64, "probes", "from 1 to 64", probes);
      require(probes * l <= 16_000, "probes", "at most 16000 / l for l = " + l, probes);
      require(
          filling != Filling.ANSWERS || family == HashKind.SIMHASH,
          "family",
          "SIMHASH for ANSWERS",
          family);
      require(filling != Filling.ANSWERS || probes == 1, "probes", "1 for ANSWERS", probes);
      requireShare(bucketShare, "bucketShare");
      require(rebuildAfter >= 1, "rebuildAfter", "at least 1", rebuildAfter);
      require(
          rebuildGrowth >= 0 && rebuildGrowth <= 5, "rebuildGrowth", "from 0 to 5", rebuildGrowth);
    }

    /**
     * The best setting known for a share: twelve tables that learn what units answer, four times as
     * many units proposed in training as are kept and eight times as many in answers. What lost to
     * it stands in the decisions log.
     */
    public static Hashed best(double share) {
      return new Hashed(
          share,
          Math.min(1, 4 * share),
          Math.min(1, 8 * share),
          HashKind.SIMHASH,
          7,
          12,
          1,
          Filling.ANSWERS,
          Math.min(1, 4 * share),
          2000,
          0.3);
    }

    /** The same with another share proposed in training. */
    public Hashed withProposed(double other) {
      return new Hashed(
          share,
          other,
          answerProposed,
          family,
          k,
          l,
          probes,
          filling,
          bucketShare,
          rebuildAfter,
          rebuildGrowth);
    }

    @Override
    public Hashed withShare(double other) {
      requireShare(other, "share");
      double factor = other / share;
      return new Hashed(
          other,
          Math.clamp(factor * proposed, other, 1),
          Math.clamp(factor * answerProposed, other, 1),
          family,
          k,
          l,
          probes,
          filling,
          Math.min(1, factor * bucketShare),
          rebuildAfter,
          rebuildGrowth);
    }

    /** The same with other tables. */
    public Hashed withTables(int otherK, int otherL) {
      return new Hashed(
          share,
          proposed,
          answerProposed,
          family,
          otherK,
          otherL,
          probes,
          filling,
          bucketShare,
          rebuildAfter,
          rebuildGrowth);
    }

    /** As published: K = 6, L = 5, ten buckets a table, what is proposed is active. */
    public static Hashed published(double share) {
      return new Hashed(
          share, share, share, HashKind.SIGN_ALSH, 6, 5, 10, Filling.WEIGHTS, share, 1000, 0);
    }
  }

  /** What a bucket holds. */
  enum Filling {
    /** The units whose weight vectors hash into it, as published. */
    WEIGHTS,
    /** The units that answer most strongly to the mean of the inputs that fell into it. */
    QUERIES,
    /**
     * For every unit a value; those of the buckets that an input falls into add up to an estimate
     * of the unit's pre-activation. They learn from the pre-activations that are computed anyway,
     * so nothing is rebuilt.
     */
    ANSWERS
  }

  /** How many of so many units a share means: rounded, at least one. */
  static int count(double share, int units) {
    return (int) Math.max(1, Math.min(units, Math.round(share * units)));
  }

  private static void requireShare(double share, String field) {
    require(share > 0 && share <= 1, field, "above 0 and at most 1", share);
  }

  private static void require(boolean holds, String field, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(field + " must be " + rule + ", not " + value);
    }
  }
}
