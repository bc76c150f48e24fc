package org.sluice.active;

import java.util.Optional;
import java.util.SplittableRandom;
import org.sluice.config.HashConfig;
import org.sluice.config.Rehash;

/**
 * Units that hashing proposes, of which the greatest exact pre-activations are kept. Where the
 * tables propose too few, units drawn at random fill up, so that all have a chance to be found.
 */
abstract sealed class HashedSelector extends UnitSelector
    permits WeightTableSelector, QueryBucketSelector, AnswerSelector {
  final Selection.Hashed hashed;
  private final int wanted;

  /** Units that are active in training, and those proposed for it. */
  private volatile int trained;

  private volatile int proposed;

  HashedSelector(Selection.Hashed hashed, int layer, UnitScores units) {
    super(layer, units);
    this.hashed = hashed;
    wanted = Selection.count(hashed.share(), units.rows());
    widen(1);
  }

  /** As many more are proposed as are active: what is looked at in vain stays as it is. */
  @Override
  public final void widen(double factor) {
    int n = units.rows();
    trained = Selection.count(factor * hashed.share(), n);
    proposed = Selection.count(hashed.proposed() + (factor - 1) * hashed.share(), n);
  }

  /** Settings of hash tables for the units. */
  HashConfig hashConfig() {
    return new HashConfig(
        hashed.family(),
        hashed.k(),
        hashed.l(),
        units.rows(),
        hashed.rebuildAfter(),
        hashed.rebuildGrowth(),
        hashed.probes(),
        Rehash.ALL);
  }

  static HashedSelector of(Selection.Hashed hashed, int layer, UnitScores units, long seed) {
    return switch (hashed.filling()) {
      case WEIGHTS -> new WeightTableSelector(hashed, layer, units, seed);
      case QUERIES -> new QueryBucketSelector(hashed, layer, units, seed);
      case ANSWERS -> new AnswerSelector(hashed, layer, units, seed);
    };
  }

  /** Proposes units for an input; for one thread. */
  interface Proposer {
    /**
     * Adds distinct units to an empty set.
     *
     * @param limit how many are wanted at most
     */
    void propose(
        ActiveVector input,
        boolean training,
        int limit,
        SplittableRandom random,
        UnitSet proposals,
        OperationCounts counts);

    /** Learns from the exact pre-activations of what was proposed last, in training. */
    default void learn(int[] ids, int count, float[] scores, OperationCounts counts) {}
  }

  abstract Proposer newProposer();

  @Override
  public int keep(float[] scores, int at, SplittableRandom random) {
    throw new UnsupportedOperationException("hashing proposes units, it does not know all");
  }

  @Override
  public UnitChooser newChooser() {
    return chooser(wanted, Selection.count(hashed.answerProposed(), units.rows()));
  }

  @Override
  public Optional<UnitChooser> newChooser(int count) {
    double factor = hashed.answerProposed() / hashed.share();
    return Optional.of(chooser(count, Math.clamp(Math.round(factor * count), count, units.rows())));
  }

  @Override
  public Optional<UnitChooser> newBlindChooser(int count) {
    return hashed.answerProposed() > hashed.share()
        ? Optional.of(chooser(count, count))
        : Optional.empty();
  }

  /**
   * @param kept units that are active in an answer
   * @param answered those proposed for it
   */
  private UnitChooser chooser(int kept, int answered) {
    int n = units.rows();
    Proposer proposer = newProposer();
    int[] ids = new int[n];
    float[] scores = new float[n];
    TopUnits top = new TopUnits(n);
    UnitSet set = new UnitSet(n);
    return (input, training, random, active, counts) -> {
      int limit = training ? proposed : answered;
      proposer.propose(input, training, limit, random, set, counts);
      while (set.size() < limit) {
        set.add(random.nextInt(n));
      }
      int proposals = set.drain(ids);
      units.score(input, ids, proposals, scores);
      if (training && learning) {
        proposer.learn(ids, proposals, scores, counts);
      }
      int found = top.find(scores, proposals, training ? trained : kept);
      for (int i = 0; i < found; i++) {
        set.add(top.places()[i]);
      }
      set.drain(active.ids());
      for (int i = 0; i < found; i++) {
        int place = active.ids()[i];
        active.ids()[i] = ids[place];
        active.values()[i] = scores[place];
      }
      active.count(found);
      counts.charge(layer, OperationKind.FORWARD, found, input);
      counts.charge(layer, OperationKind.SELECTION, proposals - found, input);
    };
  }
}
