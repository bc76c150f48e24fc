package org.sluice.retrieve;

import java.util.Arrays;
import org.sluice.kernel.Kernels;

/**
 * Looks through coded lists: the sums of looked-up values tell which labels of the lists are worth
 * scoring by their vectors. Holds one thread's work space.
 */
final class CodedScan {
  /**
   * So many labels are scored by their vectors for each that is wanted: two find all but one in a
   * thousand of the answers that three find.
   */
  private static final int SCORED_EACH = 3;

  /** Estimates of the same bucket are taken for equal. */
  private static final int BUCKETS = 1024;

  private final CodedLists coded;
  private final QueryLists lists;
  private final TwoBitCodes.Tables tables;
  private final char[] sums;

  /** A bit a label, all 0 between searches. */
  private final long[] seen;

  private final int[] found;
  private final float[] estimates;
  private final int[] counts = new int[BUCKETS];

  CodedScan(CodedLists coded, int probes) {
    this.coded = coded;
    this.lists = coded.lists();
    this.tables = new TwoBitCodes.Tables(coded.quantizer());
    this.sums = new char[coded.blocksAList() * CodedLists.BLOCK];
    this.seen = new long[lists.labels() / Long.SIZE + 1];
    int most = (int) Math.min(lists.labels(), (long) probes * lists.listSize());
    this.found = new int[most + 1];
    this.estimates = new float[most + 1];
  }

  /**
   * Finds the labels of lists that are worth scoring.
   *
   * @param clusters lists to look through, as many as it is long
   * @param k labels wanted
   * @param target receives the labels, each once
   * @return number of labels received
   */
  int scan(float[] query, int offset, int[] clusters, int k, int[] target) {
    coded.quantizer().tables(query, offset, tables);
    int n = 0;
    for (int cluster : clusters) {
      n = look(cluster, n);
    }
    for (int i = 0; i < n; i++) {
      seen[found[i] >>> 6] = 0;
    }
    float least = least(n, (long) k * SCORED_EACH);
    int kept = 0;
    for (int i = 0; i < n; i++) {
      target[kept] = found[i];
      kept += estimates[i] >= least ? 1 : 0;
    }
    return kept;
  }

  /** Adds the labels of a list that no list before has. */
  private int look(int cluster, int n) {
    int groups = coded.quantizer().groups();
    int blocks = coded.blocksAList();
    long at = (long) CodedLists.BLOCK * groups * blocks * cluster;
    Kernels.lookupSums(coded.codes(), at, blocks, groups, tables.bytes(), sums, 0);
    float base = tables.base();
    float step = tables.step();
    float[] factors = coded.factors();
    float[] biases = coded.labels().biases();
    int[] ids = lists.listIds();
    int from = cluster * lists.listSize();
    for (int i = 0; i < lists.listSize(); i++) {
      // Without a branch: whether a label was seen is as good as chance.
      int id = ids[from + i];
      long word = seen[id >>> 6];
      found[n] = id;
      estimates[n] = factors[id] * (base + step * sums[i]) + biases[id];
      n += (int) (~word >>> id & 1);
      seen[id >>> 6] = word | 1L << id;
    }
    return n;
  }

  /** An estimate that as many as are wanted, and few more, reach. */
  private float least(int n, long wanted) {
    if (n <= wanted) {
      return Float.NEGATIVE_INFINITY;
    }
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      low = Math.min(low, estimates[i]);
      high = Math.max(high, estimates[i]);
    }
    if (!(high - low < Float.POSITIVE_INFINITY)) {
      return Float.NEGATIVE_INFINITY; // the vectors themselves shall tell
    }
    float scale = (BUCKETS - 1) / (high - low);
    Arrays.fill(counts, 0);
    for (int i = 0; i < n; i++) {
      counts[(int) ((estimates[i] - low) * scale)]++;
    }
    int bucket = BUCKETS;
    for (long above = 0; above < wanted; ) {
      above += counts[--bucket];
    }
    return low + bucket / scale;
  }

  /** Scores labels by their vectors. */
  void score(float[] query, int offset, int[] ids, int count, float[] scores) {
    Kernels.gatherDotBytes(
        coded.rounded().segment(),
        coded.rounded().strideBytes(),
        ids,
        0,
        count,
        query,
        offset,
        lists.dimension(),
        scores,
        0);
    for (int i = 0; i < count; i++) {
      scores[i] = scores[i] * coded.rounded().scale(ids[i]) + coded.labels().biases()[ids[i]];
    }
  }
}
