package org.sluice.retrieve;

import java.util.Optional;
import org.sluice.kernel.Kernels;

/**
 * Answers queries one at a time: takes the lists of the nearest clusters, scores every label in
 * them once and keeps the best. For one thread; the lists and label vectors are shared.
 */
public final class QueryListSearch {
  private final QueryLists lists;
  private final LabelMatrix labels;

  /** Null where the labels' own vectors are read. */
  private final CodedScan coded;

  private final int probes;
  private final ClusterChooser chooser;

  /** A bit a label, all 0 between searches: small enough for the first cache. */
  private final long[] seen;

  private final int[] clusters;
  private final int[] union;
  private final float[] scores;
  private final long[] keys;
  private int scanned;
  private int found;

  /**
   * @param labels as many as the lists know, and as long as their queries
   * @param probes lists read a query, at least 1; all where there are no more
   * @throws IllegalArgumentException if the arguments do not fit each other
   */
  public QueryListSearch(QueryLists lists, LabelMatrix labels, int probes) {
    this(lists, labels, Optional.empty(), probes);
  }

  /**
   * The same from lists whose labels are coded, which reads a tenth of the memory that a search
   * waits for otherwise. Scores are then those of vectors rounded to 8 bits, and a few of the best
   * labels may be missed.
   */
  public QueryListSearch(CodedLists coded, int probes) {
    this(coded.lists(), coded.labels(), Optional.of(coded), probes);
  }

  private QueryListSearch(
      QueryLists lists, LabelMatrix labels, Optional<CodedLists> coded, int probes) {
    requireFit(lists, labels);
    this.lists = lists;
    this.labels = labels;
    this.probes = Math.min(requireProbes(probes), lists.clusters());
    this.coded = coded.map(codes -> new CodedScan(codes, this.probes)).orElse(null);
    this.chooser = new ClusterChooser(lists, this.probes, 1);
    this.seen = new long[lists.labels() / Long.SIZE + 1];
    this.clusters = new int[this.probes];
    int most = (int) Math.min(lists.labels(), (long) this.probes * lists.listSize());
    this.union = new int[most + 1];
    this.scores = new float[most];
    this.keys = new long[most];
  }

  static void requireFit(QueryLists lists, LabelMatrix labels) {
    if (lists.labels() != labels.labels() || lists.dimension() != labels.dimension()) {
      throw new IllegalArgumentException(
          "lists must be of the label vectors' shape %d x %d: %d x %d"
              .formatted(labels.labels(), labels.dimension(), lists.labels(), lists.dimension()));
    }
  }

  static int requireProbes(int probes) {
    if (probes < 1) {
      throw new IllegalArgumentException("probes must be at least 1: " + probes);
    }
    return probes;
  }

  /**
   * Finds the best labels for {@code query[offset .. offset + dimension)}. They are valid until the
   * next call.
   *
   * @param k labels wanted, at least 1
   * @return labels found: fewer than k where the lists read hold fewer
   */
  public int search(float[] query, int offset, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: " + k);
    }
    chooser.chooseOne(query, offset, clusters);
    if (coded == null) {
      gather();
      score(query, offset);
    } else {
      scanned = coded.scan(query, offset, clusters, k, union);
      coded.score(query, offset, union, scanned, scores);
    }
    found = Keys.best(scores, 0, scanned, k, keys);
    for (int i = 0; i < found; i++) {
      keys[i] = Keys.of(Keys.score(keys[i]), union[Keys.id(keys[i])]);
    }
    Keys.sortFalling(keys, 0, found);
    return found;
  }

  private void score(float[] query, int offset) {
    Kernels.gatherDot(
        labels.vectors().segment(),
        labels.vectors().strideBytes(),
        union,
        0,
        scanned,
        query,
        offset,
        lists.dimension(),
        scores,
        0);
    for (int i = 0; i < scanned; i++) {
      scores[i] += labels.biases()[union[i]];
    }
  }

  /** Collects the labels of the nearest lists, each once. */
  private void gather() {
    int[] ids = lists.listIds();
    int n = 0;
    for (int p = 0; p < probes; p++) {
      int from = clusters[p] * lists.listSize();
      for (int i = from; i < from + lists.listSize(); i++) {
        // Without a branch: whether a label was seen is as good as chance.
        int id = ids[i];
        long word = seen[id >>> 6];
        union[n] = id;
        n += (int) (~word >>> id & 1);
        seen[id >>> 6] = word | 1L << id;
      }
    }
    scanned = n;
    for (int i = 0; i < n; i++) {
      seen[union[i] >>> 6] = 0;
    }
  }

  /** Lists read a query. */
  public int probes() {
    return probes;
  }

  /** Labels found by the last search. */
  public int found() {
    return found;
  }

  /** Label at a place of the last answer, 0 being the best. */
  public int id(int place) {
    return Keys.id(keys[place]);
  }

  /** Score at a place of the last answer. */
  public float score(int place) {
    return Keys.score(keys[place]);
  }

  /** Labels that the last search scored by their vectors. */
  public int scanned() {
    return scanned;
  }
}
