package org.sluice.retrieve;

import java.util.SplittableRandom;

/**
 * How much of what exact search finds is found in the lists, on a sample of queries.
 *
 * @param probes lists read a query
 * @param k answers a query that count
 * @param queries sampled queries
 * @param recall share of the exact k best labels that are among the k found, from 0 to 1
 * @param scanned mean share of the labels that were scored, from 0 to 1
 */
public record RecallReport(int probes, int k, int queries, double recall, double scanned) {
  /**
   * Measures by asking for the sampled queries one at a time and comparing with the scores of all
   * labels.
   *
   * @param source queries; for an honest figure not those that the lists were built from
   * @param probes lists read a query, at least 1; all where there are no more
   * @param k answers a query, at least 1
   * @param sample queries asked at most, at least 1
   * @param seed of the sample
   * @param threads threads for the exact answers
   * @throws IllegalArgumentException if arguments do not fit each other or there are no queries
   */
  public static RecallReport measure(
      QueryLists lists,
      LabelMatrix labels,
      QuerySource source,
      int probes,
      int k,
      int sample,
      long seed,
      int threads) {
    return new Sample(lists, labels, source, k, sample, seed, threads).measure(probes);
  }

  /**
   * Finds how many lists must be read for a wanted recall: 1, 2, 3, 4, 6 and so on, half more each
   * time, until it is reached, at most all. The report says how many and what they gave.
   *
   * @param target recall wanted, from 0 to 1
   * @throws IllegalArgumentException as {@link #measure}
   */
  public static RecallReport reach(
      QueryLists lists,
      LabelMatrix labels,
      QuerySource source,
      double target,
      int k,
      int sample,
      long seed,
      int threads) {
    if (!(target >= 0 && target <= 1)) {
      throw new IllegalArgumentException("target must be from 0 to 1: " + target);
    }
    Sample asked = new Sample(lists, labels, source, k, sample, seed, threads);
    int probes = 1;
    RecallReport report = asked.measure(probes);
    while (report.recall() < target && probes < lists.clusters()) {
      probes = (int) Math.min(probes + Math.max(1L, probes / 2), lists.clusters());
      report = asked.measure(probes);
    }
    return report;
  }

  /** Queries and their exact answers. */
  private static final class Sample {
    private final QueryLists lists;
    private final LabelMatrix labels;
    private final int k;
    private final float[] queries;
    private final Candidates exact;

    Sample(
        QueryLists lists,
        LabelMatrix labels,
        QuerySource source,
        int k,
        int sample,
        long seed,
        int threads) {
      if (source.rows() == 0 || sample < 1) {
        throw new IllegalArgumentException(
            "recall needs at least one query: " + Math.min(source.rows(), sample));
      }
      QueryListSearch.requireFit(lists, labels);
      int[] rows = Sampling.rising(source.rows(), sample, new SplittableRandom(seed));
      this.lists = lists;
      this.labels = labels;
      this.k = k;
      this.queries = new float[Math.multiplyExact(rows.length, source.dimension())];
      source.reader().read(rows, 0, rows.length, queries);
      QueryLists all = QueryLists.all(labels.labels(), labels.dimension());
      QuerySource asked = QuerySource.of(queries, source.dimension());
      this.exact = QueryListMiner.mine(all, labels, asked, 1, k, threads);
    }

    RecallReport measure(int probes) {
      QueryListSearch search = new QueryListSearch(lists, labels, probes);
      SeenIds wanted = new SeenIds(labels.labels());
      long hits = 0;
      long answers = 0;
      long scored = 0;
      for (int row = 0; row < exact.rows(); row++) {
        int found = search.search(queries, row * labels.dimension(), k);
        scored += search.scanned();
        wanted.clear();
        for (int place = 0; place < found; place++) {
          wanted.add(search.id(place));
        }
        int count = exact.count(row);
        for (int place = 0; place < count; place++) {
          hits += wanted.add(exact.ids()[row * k + place]) ? 0 : 1;
        }
        answers += count;
      }
      double recall = answers == 0 ? 1 : hits / (double) answers;
      double scanned = scored / ((double) exact.rows() * Math.max(1, labels.labels()));
      return new RecallReport(search.probes(), k, exact.rows(), recall, scanned);
    }
  }
}
