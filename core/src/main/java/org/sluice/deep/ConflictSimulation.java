package org.sluice.deep;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How often threads that train without locks would write the same weight: threads take examples
 * drawn at random at the same moment, and a write collides when another of them writes that weight
 * too. Threads that are a little out of step collide less, so this is what at most happens.
 */
public final class ConflictSimulation {
  private final List<ActiveSets> sets;
  private final int[] widths;

  /** By unit of the layer at hand: how many examples of the round have it active, and which. */
  private final int[][] members;

  private final int[] memberCounts;
  private final int[] writes;

  /**
   * A simulation over recorded examples.
   *
   * @param sets active sets of at least two examples
   * @param widths of the network, see {@link DeepNetwork#widths()}
   */
  public ConflictSimulation(List<ActiveSets> sets, int[] widths) {
    DeepConfig.require(sets.size() >= 2, "sets", "of at least 2 examples", sets.size());
    for (ActiveSets example : sets) {
      DeepConfig.require(
          example.sets().size() == widths.length - 1,
          "sets of an example",
          "one for each layer but the output, " + (widths.length - 1),
          example.sets().size());
    }
    this.sets = List.copyOf(sets);
    this.widths = widths.clone();
    int widest = 0;
    for (int width : widths) {
      widest = Math.max(widest, width);
    }
    members = new int[widest][];
    memberCounts = new int[widest];
    writes = new int[widest];
  }

  /**
   * Draws rounds of examples.
   *
   * @param threads examples in flight at once, from 2 to 1,024
   * @param rounds at least 1
   * @return for each layer, the output layer last, the share of the writes that collide, in [0, 1]
   */
  public List<Double> collisions(int threads, int rounds, long seed) {
    DeepConfig.require(threads >= 2 && threads <= 1024, "threads", "from 2 to 1024", threads);
    DeepConfig.require(rounds >= 1, "rounds", "at least 1", rounds);
    SplittableRandom random = new SplittableRandom(seed);
    for (int unit = 0; unit < members.length; unit++) {
      members[unit] = new int[threads];
    }
    int layers = widths.length - 1;
    long[] all = new long[layers];
    long[] colliding = new long[layers];
    int[] drawn = new int[threads];
    for (int round = 0; round < rounds; round++) {
      for (int t = 0; t < threads; t++) {
        drawn[t] = random.nextInt(sets.size());
      }
      for (int layer = 0; layer < layers; layer++) {
        group(drawn, layer);
        for (int unit = 0; unit < widths[layer + 1]; unit++) {
          for (int m = 0; m < memberCounts[unit]; m++) {
            all[layer] += inputs(members[unit][m], layer).length;
          }
          colliding[layer] += colliding(unit, layer);
        }
      }
    }
    List<Double> shares = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      shares.add(all[layer] == 0 ? 0 : colliding[layer] / (double) all[layer]);
    }
    return shares;
  }

  private int[] inputs(int example, int layer) {
    return sets.get(example).sets().get(layer);
  }

  /** Notes for every unit of a layer which of the drawn examples have it active. */
  private void group(int[] drawn, int layer) {
    java.util.Arrays.fill(memberCounts, 0);
    for (int example : drawn) {
      if (layer == widths.length - 2) {
        for (int unit = 0; unit < widths[layer + 1]; unit++) {
          members[unit][memberCounts[unit]++] = example;
        }
      } else {
        for (int unit : inputs(example, layer + 1)) {
          members[unit][memberCounts[unit]++] = example;
        }
      }
    }
  }

  /** Writes to the weights of a unit that another example writes too. */
  private long colliding(int unit, int layer) {
    if (memberCounts[unit] < 2) {
      return 0;
    }
    for (int m = 0; m < memberCounts[unit]; m++) {
      for (int input : inputs(members[unit][m], layer)) {
        writes[input]++;
      }
    }
    long colliding = 0;
    for (int m = 0; m < memberCounts[unit]; m++) {
      for (int input : inputs(members[unit][m], layer)) {
        // The first visit of an input takes all its writes.
        colliding += writes[input] > 1 ? writes[input] : 0;
        writes[input] = 0;
      }
    }
    return colliding;
  }
}
