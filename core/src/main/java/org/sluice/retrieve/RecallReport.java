package org.sluice.retrieve;

import java.util.SplittableRandom;

/**
 * How much of what exact search finds is found in the lists, on a sample of queries.
 *
 * @param k answers a query that count
 * @param queries sampled queries
 * @param recall share of the exact k best labels that are among the k found, from 0 to 1
 * @param scanned mean share of the labels that were scored, from 0 to 1
 */
public record RecallReport(int k, int queries, double recall, double scanned) {
  /**
   * Measures by asking for the sampled queries one at a time and comparing with the scores of all
   * labels.
   *
   * @param source queries; for an honest figure not those that the lists were built from
   * @param probes lists read a query
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
    int[] rows = Sampling.rising(source.rows(), sample, new SplittableRandom(seed));
    QuerySource asked = QuerySource.select(source, rows);
    QueryLists all = QueryLists.all(labels.labels(), labels.dimension());
    Candidates exact = QueryListMiner.mine(all, labels, asked, 1, k, threads);
    QueryListSearch search = new QueryListSearch(lists, labels, probes);
    QuerySource.Reader reader = asked.reader();
    float[] query = new float[source.dimension()];
    SeenIds wanted = new SeenIds(labels.labels());
    long hits = 0;
    long answers = 0;
    long scored = 0;
    for (int i = 0; i < rows.length; i++) {
      reader.read(new int[] {i}, 0, 1, query);
      int found = search.search(query, 0, k);
      scored += search.scanned();
      wanted.clear();
      for (int place = 0; place < found; place++) {
        wanted.add(search.id(place));
      }
      for (int place = 0; place < exact.count(i); place++) {
        hits += wanted.add(exact.ids()[i * k + place]) ? 0 : 1;
        answers++;
      }
    }
    return new RecallReport(
        k,
        rows.length,
        hits / (double) Math.max(1, answers),
        scored / ((double) rows.length * Math.max(1, labels.labels())));
  }
}
