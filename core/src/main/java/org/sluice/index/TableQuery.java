package org.sluice.index;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sluice.hash.HashFamily;

/**
 * Reads candidates from tables. Holds a counter of two bytes for each id and allocates nothing a
 * query. For one thread; the tables may be shared.
 *
 * <p>The counters are never cleared between queries: each query counts from its own base, above all
 * that earlier ones wrote, and a smaller value reads as the base. Only when the bases run out of 16
 * bits are they all reset.
 */
public final class TableQuery {
  private final CandidateTables tables;
  private final int l;

  /** Most times that an id can be read. */
  private final int most;

  /** Which buckets a query reads. */
  private final ProbedBuckets buckets;

  /** Count c of an id is stored as {@code base + c}; an excluded id starts above all counts. */
  private final char[] counts;

  private int base;

  /** How far the base moves a query: counts of ids, then counts of excluded ids. */
  private final int stride;

  private final int[] order;

  /** Ids of the buckets read, one bucket after another. */
  private int[] read = new int[1024];

  private int reads;

  /** Ids seen at least twice, by arrival of the second. */
  private int[] repeated = new int[1024];

  private final int[] histogram;

  /** Sums of strengths, made when first asked for; meaningful for ids counted in this query. */
  private float[] strengths;

  private long[] ranks = new long[0];

  /** A reader of the given tables that looks at one bucket in each. */
  public TableQuery(CandidateTables tables) {
    this(tables, 1);
  }

  /**
   * A reader of the given tables that looks at several buckets in each: the query's own and those
   * whose codes differ from it in the hashes with the smallest margins (multi-probe: Lv et al.,
   * VLDB 2007).
   *
   * @param probes buckets a table, at least 1; {@code probes * l} is at most 16,000
   */
  public TableQuery(CandidateTables tables, int probes) {
    this.tables = tables;
    HashFamily family = tables.family();
    l = family.l();
    if (l > 16_000) {
      throw new IllegalArgumentException("l must be at most 16000 to be counted, not " + l);
    }
    if (probes < 1 || probes > 16_000 / l) {
      throw new IllegalArgumentException(
          "probes must be from 1 to " + 16_000 / l + " for l = " + l + ", not " + probes);
    }
    most = l * probes;
    buckets = new ProbedBuckets(tables, probes);
    counts = new char[tables.idBound()];
    stride = 2 * (most + 1);
    order = new int[l];
    Arrays.setAll(order, table -> table);
    histogram = new int[most + 1];
    nextBase();
  }

  /**
   * Keeps these ids out of the next query's candidates: {@code ids[k]} for {@code k} in {@code
   * [first, end)}. Calls add up.
   */
  public void exclude(int[] ids, int first, int end) {
    for (int at = first; at < end; at++) {
      counts[ids[at]] = (char) (base + most + 1);
    }
  }

  /**
   * Finds candidates for a dense vector.
   *
   * @param vector holds the query from {@code offset}, as long as the family's dimension
   * @param limit most candidates wanted, at least 0
   * @param random chooses the order of tables and the part of an overfull bucket that is read
   * @param target receives distinct ids, from place 0; holds at least {@code limit}
   * @return the number of candidates
   */
  public int candidates(
      float[] vector,
      int offset,
      Selection selection,
      int limit,
      SplittableRandom random,
      int[] target) {
    buckets.hash(vector, offset);
    return select(selection, limit, random, target);
  }

  /**
   * Finds candidates for a sparse vector: {@code indices[k], values[k]} for {@code k} in {@code
   * [first, end)}; otherwise as for a dense one.
   */
  public int candidates(
      int[] indices,
      float[] values,
      int first,
      int end,
      Selection selection,
      int limit,
      SplittableRandom random,
      int[] target) {
    buckets.hash(indices, values, first, end);
    return select(selection, limit, random, target);
  }

  /**
   * Tells the ids that most of a dense vector's buckets hold, each once, in no order.
   *
   * @param vector holds the query from {@code offset}, as long as the family's dimension
   * @param wanted how many ids are told at least, if the buckets hold so many: all that are in as
   *     many buckets as the last of them, or, where that is one, those that come first
   * @param random chooses the part of an overfull bucket that is read
   * @return how many ids the buckets hold, each counted as often as it is there
   */
  public int tally(float[] vector, int offset, int wanted, SplittableRandom random, Tally tally) {
    buckets.hash(vector, offset);
    readAll(random);
    int repeats = countAll();
    Arrays.fill(histogram, 0);
    for (int i = 0; i < repeats; i++) {
      histogram[counts[repeated[i]] - base]++;
    }
    int least = most + 1;
    int told = 0;
    while (least > 2 && told < wanted) {
      told += histogram[--least];
    }
    for (int i = 0; i < repeats; i++) {
      int times = counts[repeated[i]] - base;
      if (times >= least) {
        tally.found(repeated[i], times);
      }
    }
    for (int i = 0; i < reads && told < wanted; i++) {
      if (counts[read[i]] == base + 1) {
        tally.found(read[i], 1);
        told++;
      }
    }
    nextBase();
    return reads;
  }

  private int select(Selection selection, int limit, SplittableRandom random, int[] target) {
    if (limit < 0 || limit > target.length) {
      throw new IllegalArgumentException(
          "limit must be from 0 to the target's length " + target.length + ", not " + limit);
    }
    int found =
        switch (selection) {
          case Selection.Vanilla _ -> vanilla(limit, random, target);
          case Selection.TopK _ -> topK(limit, random, target);
          case Selection.Threshold(int least) -> threshold(least, limit, random, target);
          case Selection.Strongest _ -> strongest(limit, target);
        };
    nextBase();
    return found;
  }

  private void nextBase() {
    base += stride;
    if (base + stride > Character.MAX_VALUE) {
      Arrays.fill(counts, (char) 0);
      base = stride;
    }
  }

  /**
   * Copies all buckets, from a random table on. Copying first lets the processor fetch many buckets
   * at a time; counting straight from the tables took twice as long, waiting for memory.
   */
  private void readAll(SplittableRandom random) {
    reads = 0;
    int table = random.nextInt(l);
    for (int i = 0; i < l; i++) {
      readTable(table, random);
      table = table + 1 == l ? 0 : table + 1;
    }
  }

  /** Copies a table's buckets. */
  private void readTable(int table, SplittableRandom random) {
    int count = buckets.find(table);
    for (int i = 0; i < count; i++) {
      readBucket(table, buckets.found()[i], random);
    }
  }

  /** Copies one bucket, or as much of it as may be read from a random place on. */
  private void readBucket(int table, int bucket, SplittableRandom random) {
    int[] ids = tables.ids(table, bucket);
    int start = tables.from(table, bucket);
    int size = tables.to(table, bucket) - start;
    int length = Math.min(size, tables.bucketCapacity());
    if (read.length - reads < length) {
      read = Arrays.copyOf(read, Math.max(Math.addExact(reads, length), 2 * read.length));
    }
    int skip = length < size ? random.nextInt(size) : 0;
    int first = Math.min(length, size - skip);
    System.arraycopy(ids, start + skip, read, reads, first);
    System.arraycopy(ids, start, read, reads + first, length - first);
    reads += length;
  }

  private int vanilla(int limit, SplittableRandom random, int[] target) {
    int found = 0;
    for (int i = 0; i < l && found < limit; i++) {
      int j = i + random.nextInt(l - i);
      int table = order[j];
      order[j] = order[i];
      order[i] = table;
      reads = 0;
      readTable(table, random);
      found = reaching(1, found, limit, target);
    }
    return found;
  }

  private int threshold(int least, int limit, SplittableRandom random, int[] target) {
    readAll(random);
    return reaching(least, 0, limit, target);
  }

  /** Counts the ids read and appends each that reaches a count, up to the limit. */
  private int reaching(int count, int found, int limit, int[] target) {
    int before = base + count - 1;
    int at = found;
    for (int i = 0; i < reads && at < limit; i++) {
      int id = read[i];
      int c = Math.max(counts[id], base);
      counts[id] = (char) (c + 1);
      if (c == before) {
        target[at++] = id;
      }
    }
    return at;
  }

  private int topK(int limit, SplittableRandom random, int[] target) {
    readAll(random);
    int repeats = countAll();
    Arrays.fill(histogram, 0);
    for (int i = 0; i < repeats; i++) {
      histogram[counts[repeated[i]] - base]++;
    }
    // From counts to the place in the target where the ids of that count begin.
    int place = 0;
    for (int count = most; count >= 2; count--) {
      int ids = histogram[count];
      histogram[count] = place;
      place += ids;
    }
    for (int i = 0; i < repeats; i++) {
      int at = histogram[counts[repeated[i]] - base]++;
      if (at < limit) {
        target[at] = repeated[i];
      }
    }
    return repeats >= limit ? limit : addSingles(repeats, limit, target);
  }

  /** Counts the ids read and notes those that come twice. */
  private int countAll() {
    // Each repeated id was read twice; one place more is written without being kept.
    if (repeated.length < reads / 2 + 1) {
      repeated = new int[read.length / 2 + 1];
    }
    // Locals, since a compiler may not keep fields in registers across the stores.
    int[] ids = read;
    int[] twice = repeated;
    char[] tally = counts;
    int none = base;
    int repeats = 0;
    for (int i = 0; i < reads; i++) {
      int id = ids[i];
      int c = Math.max(tally[id], none);
      tally[id] = (char) (c + 1);
      // Without a branch: whether an id has come before is hard to predict.
      twice[repeats] = id;
      repeats += c == none + 1 ? 1 : 0;
    }
    return repeats;
  }

  /** Appends ids that came once, by arrival. */
  private int addSingles(int found, int limit, int[] target) {
    int at = found;
    for (int i = 0; i < reads && at < limit; i++) {
      if (counts[read[i]] == base + 1) {
        target[at++] = read[i];
      }
    }
    return at;
  }

  /** Adds up what the buckets say of each id; an id's place in a bucket decides between equals. */
  private int strongest(int limit, int[] target) {
    if (strengths == null) {
      strengths = new float[counts.length];
    }
    int distinct = 0;
    for (int table = 0; table < l; table++) {
      int count = buckets.find(table);
      for (int i = 0; i < count; i++) {
        int[] ids = tables.ids(table, buckets.found()[i]);
        float[] said = tables.strengths(table, buckets.found()[i]);
        int end = tables.to(table, buckets.found()[i]);
        for (int at = tables.from(table, buckets.found()[i]); at < end; at++) {
          int id = ids[at];
          int times = Math.max(counts[id], base) - base;
          if (times > most) {
            continue;
          }
          if (times == 0) {
            strengths[id] = 0;
            counts[id] = (char) (base + 1);
            if (distinct == read.length) {
              read = Arrays.copyOf(read, 2 * distinct);
            }
            read[distinct++] = id;
          }
          strengths[id] += said == null ? 1 : said[at];
        }
      }
    }
    if (ranks.length < distinct) {
      ranks = new long[read.length];
    }
    for (int i = 0; i < distinct; i++) {
      // Not negative, so that the bits order like the values.
      ranks[i] = (long) Float.floatToRawIntBits(strengths[read[i]]) << 32 | distinct - i;
    }
    Arrays.sort(ranks, 0, distinct);
    int found = Math.min(limit, distinct);
    for (int i = 0; i < found; i++) {
      target[i] = read[distinct - (int) ranks[distinct - 1 - i]];
    }
    return found;
  }
}
