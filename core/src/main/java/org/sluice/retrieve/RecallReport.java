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
    if (source.rows() == 0 || sample < 1) {
      throw new IllegalArgumentException(
          "recall needs at least one query: " + Math.min(source.rows(), sample));
    }
    QueryListSearch.requireFit(lists, labels);
    int[] rows = Sampling.rising(source.rows(), sample, new SplittableRandom(seed));
    float[] queries = new float[Math.multiplyExact(rows.length, source.dimension())];
    source.reader().read(rows, 0, rows.length, queries);
    QueryLists all = QueryLists.all(labels.labels(), labels.dimension());
    QuerySource asked = QuerySource.of(queries, source.dimension());
    Candidates exact = QueryListMiner.mine(all, labels, asked, 1, k, threads);
    return compare(new QueryListSearch(lists, labels, probes), labels, queries, exact);
  }

  private static RecallReport compare(
      QueryListSearch search, LabelMatrix labels, float[] queries, Candidates exact) {
    int k = exact.width();
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
