package org.sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.sluice.data.LabelRows;
import org.sluice.kernel.Kernels;
import org.sluice.parallel.Tasks;

/**
 * Scores all labels for every query and looks how much of the best each way of choosing finds.
 * Equal inputs give equal figures for any number of threads, but for times.
 */
final class Inspection {
  static final String EXACT = "exact top";

  /** Queries scored together. */
  private static final int BATCH = 32;

  /** Labels scored together. */
  private static final int BLOCK = 128;

  private final Layer layer;
  private final InspectOptions options;
  private final List<Chooser> choosers;

  Inspection(Layer layer, InspectOptions options, List<Chooser> choosers) {
    this.layer = layer;
    this.options = options;
    this.choosers = List.copyOf(choosers);
  }

  /** What each way of choosing found, in their order. */
  List<MethodReport> run() {
    int blocks = (layer.rows() + BATCH - 1) / BATCH;
    Tally[][] parts = new Tally[blocks][];
    Tasks.run(options.threads(), blocks, () -> worker(parts));
    List<MethodReport> reports = new ArrayList<>();
    for (int c = 0; c < choosers.size(); c++) {
      Tally sum = tally();
      for (Tally[] part : parts) {
        sum.add(part[c]);
      }
      reports.add(MethodReport.of(choosers.get(c), sum, layer.rows(), options));
    }
    return reports;
  }

  private Tally tally() {
    return new Tally(options.sizes().size(), options.tops().size());
  }

  /** Task b asks the b-th block of queries. */
  private IntConsumer worker(Tally[][] parts) {
    Scorer scorer = new Scorer();
    int deepest = Math.max(options.largestSize(), options.tops().getLast());
    Best best = new Best(deepest);
    int[] places = new int[layer.labels().labels()];
    int[] active = new int[options.largestSize()];
    return block -> {
      // New ones for each block: what they draw depends on what they drew before.
      List<Chooser.Finder> finders = choosers.stream().map(Chooser::finder).toList();
      int first = block * BATCH;
      int count = Math.min(BATCH, layer.rows() - first);
      long start = System.nanoTime();
      scorer.score(first, count);
      long scoring = (System.nanoTime() - start) / count;
      Tally[] tallies = new Tally[finders.size()];
      for (int c = 0; c < tallies.length; c++) {
        tallies[c] = tally();
      }
      for (int q = 0; q < count; q++) {
        start = System.nanoTime();
        float[] scores = scorer.of(q);
        int[] exact = best.of(scores);
        long exactNanos = scoring + System.nanoTime() - start;
        for (int place = 0; place < exact.length; place++) {
          places[exact[place]] = place + 1;
        }
        double normalizer = logNormalizer(scores, scores[exact[0]]);
        int row = first + q;
        Chooser.Question question =
            new Chooser.Question(
                layer.queries(),
                row * layer.stride(),
                new SplittableRandom(options.seed() + row).nextLong(),
                exact);
        for (int c = 0; c < tallies.length; c++) {
          start = System.nanoTime();
          int found = finders.get(c).find(question, active.length, active);
          tallies[c].nanos +=
              choosers.get(c).name().equals(EXACT) ? exactNanos : System.nanoTime() - start;
          judge(tallies[c], active, found, scores, normalizer, places, row);
        }
        for (int id : exact) {
          places[id] = 0;
        }
      }
      parts[block] = tallies;
    };
  }

  private static double logNormalizer(float[] scores, float highest) {
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score - highest);
    }
    return highest + Math.log(sum);
  }

  /** Adds one query's active set, at each size. */
  private void judge(
      Tally tally,
      int[] active,
      int found,
      float[] scores,
      double normalizer,
      int[] places,
      int row) {
    LabelRows truth = layer.truth();
    int tops = options.tops().size();
    int[] hits = new int[tops];
    double mass = 0;
    int own = 0;
    int strongest = -1;
    int at = 0;
    for (int s = 0; s < tally.found.length; s++) {
      int size = options.sizes().get(s);
      for (; at < Math.min(found, size); at++) {
        int id = active[at];
        mass += Math.exp(scores[id] - normalizer);
        own += truth.has(row, id) ? 1 : 0;
        if (strongest < 0 || scores[id] > scores[strongest]) {
          strongest = id;
        }
        for (int t = 0; t < tops; t++) {
          hits[t] += places[id] > 0 && places[id] <= options.tops().get(t) ? 1 : 0;
        }
      }
      int inTop = 0;
      for (int i = 0; i < at; i++) {
        inTop += places[active[i]] > 0 && places[active[i]] <= size ? 1 : 0;
      }
      tally.found[s] += at;
      tally.precision[s] += at == 0 ? 0 : inTop / (double) at;
      tally.mass[s] += mass;
      if (layer.labelled()) {
        tally.right[s] += strongest >= 0 && truth.has(row, strongest) ? 1 : 0;
        tally.own[s] += truth.count(row) == 0 ? 0 : own / (double) truth.count(row);
      } else {
        tally.right[s] = Double.NaN;
        tally.own[s] = Double.NaN;
      }
      for (int t = 0; t < tops; t++) {
        tally.recall[s][t] += hits[t] / (double) options.tops().get(t);
        tally.share[s][t] += at == 0 ? 0 : hits[t] / (double) at;
      }
    }
  }

  /** Scores of all labels for a batch of queries. For one thread. */
  private final class Scorer {
    private final int labels = layer.labels().labels();
    private final int width = layer.labels().dimension();
    private final float[] columns = new float[width * BATCH];
    private final float[] vectors = new float[BLOCK * width];
    private final float[] batch = new float[Math.multiplyExact(labels, BATCH)];
    private final float[] scores = new float[labels];

    void score(int first, int count) {
      for (int q = 0; q < count; q++) {
        for (int j = 0; j < width; j++) {
          columns[j * BATCH + q] = layer.queries()[(first + q) * layer.stride() + j];
        }
      }
      for (int start = 0; start < labels; start += BLOCK) {
        int rows = Math.min(BLOCK, labels - start);
        for (int i = 0; i < rows; i++) {
          layer.labels().vectors().get(start + i, vectors, i * width);
        }
        Kernels.gemm(
            rows,
            count,
            width,
            vectors,
            0,
            width,
            1,
            columns,
            0,
            BATCH,
            batch,
            start * BATCH,
            BATCH,
            false);
      }
    }

    float[] of(int q) {
      float[] biases = layer.labels().biases();
      for (int id = 0; id < labels; id++) {
        scores[id] = batch[id * BATCH + q] + biases[id];
      }
      return scores;
    }
  }
}
