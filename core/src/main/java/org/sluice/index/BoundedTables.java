package org.sluice.index;

import java.util.SplittableRandom;
import org.sluice.hash.HashFamily;

/**
 * Tables that ids enter and leave one by one, without a rebuild. Buckets hold a fixed number of ids
 * and replace by {@link Replacement}; a bucket takes memory only once an id has come, and a known
 * id takes {@code 4 * l} bytes to remember its buckets. An id that all its buckets have replaced is
 * still known, and found again only after it is inserted anew.
 *
 * <p>Not safe for several threads while one of them inserts or removes. Equal calls in equal order
 * give equal tables.
 */
public final class BoundedTables implements CandidateTables {
  private static final int[] NONE = {};

  private final HashFamily family;
  private final HashFamily.Hasher hasher;
  private final TableOptions options;
  private final Replacement replacement;
  private final SplittableRandom random;
  private final BucketNumbers numbers;
  private final int[] codes;

  /** Bucket b of table t, null while no id has come. */
  private final Bucket[][] buckets;

  /** The bucket of each id in each table, null for unknown ids. */
  private final int[][] bucketsOf;

  private int size;

  /**
   * Empty tables.
   *
   * @param idBound ids are in {@code [0, idBound)}; the number of buckets is chosen for as many
   * @param options {@link TableOptions#bucketCapacity()} is what a bucket can hold
   * @param seed chooses which ids a reservoir keeps
   */
  public BoundedTables(
      HashFamily family, int idBound, TableOptions options, Replacement replacement, long seed) {
    if (idBound < 0) {
      throw new IllegalArgumentException("idBound must not be negative: " + idBound);
    }
    this.family = family;
    this.options = options;
    this.replacement = replacement;
    hasher = family.newHasher();
    random = new SplittableRandom(seed);
    numbers = new BucketNumbers(family, idBound, options);
    codes = new int[family.l()];
    buckets = new Bucket[family.l()][numbers.buckets()];
    bucketsOf = new int[idBound][];
  }

  /**
   * Puts an id into the buckets of a vector; a known id leaves its old buckets first.
   *
   * @param vector holds the vector from {@code offset}, as long as the family's dimension
   */
  public void insert(int id, float[] vector, int offset) {
    check(id);
    hasher.hash(vector, offset, codes);
    remove(id);
    int[] mine = new int[codes.length];
    for (int table = 0; table < mine.length; table++) {
      mine[table] = numbers.of(table, codes[table]);
      Bucket bucket = buckets[table][mine[table]];
      if (bucket == null) {
        bucket = Bucket.of(replacement, options.bucketCapacity());
        buckets[table][mine[table]] = bucket;
      }
      bucket.add(id, random);
    }
    bucketsOf[id] = mine;
    size++;
  }

  /** Takes an id out of all buckets. Returns whether it was known. */
  public boolean remove(int id) {
    check(id);
    int[] mine = bucketsOf[id];
    if (mine == null) {
      return false;
    }
    for (int table = 0; table < mine.length; table++) {
      buckets[table][mine[table]].remove(id);
    }
    bucketsOf[id] = null;
    size--;
    return true;
  }

  private void check(int id) {
    if (id < 0 || id >= bucketsOf.length) {
      throw new IndexOutOfBoundsException(
          "id " + id + " must be from 0 to " + (bucketsOf.length - 1));
    }
  }

  /** Number of known ids. */
  public int size() {
    return size;
  }

  /** Buckets of each table. */
  public int buckets() {
    return numbers.buckets();
  }

  /** How the ids spread over the buckets. */
  public TableStatistics statistics() {
    return TableStatistics.of(this, buckets());
  }

  /** A new reader of these tables, for one thread. It sees later insertions. */
  public TableQuery query() {
    return new TableQuery(this, options.probes());
  }

  @Override
  public long bytes() {
    long bytes = 4L * bucketsOf.length + 4L * family.l() * buckets();
    bytes += (long) size * (16 + 4L * family.l());
    for (Bucket[] table : buckets) {
      for (Bucket bucket : table) {
        // Two objects with their headers, counters and the ids' room.
        bytes += bucket == null ? 0 : 64 + 4L * bucket.ids.length;
      }
    }
    return bytes;
  }

  /** A new reader of these tables, for one thread, that looks at several buckets in each table. */
  public TableQuery query(int probes) {
    return new TableQuery(this, probes);
  }

  @Override
  public HashFamily family() {
    return family;
  }

  @Override
  public int idBound() {
    return bucketsOf.length;
  }

  @Override
  public int bucketCapacity() {
    return options.bucketCapacity();
  }

  @Override
  public int bucketOf(int table, int code) {
    return numbers.of(table, code);
  }

  @Override
  public int[] ids(int table, int bucket) {
    Bucket found = buckets[table][bucket];
    return found == null ? NONE : found.ids;
  }

  @Override
  public int from(int table, int bucket) {
    return 0;
  }

  @Override
  public int to(int table, int bucket) {
    Bucket found = buckets[table][bucket];
    return found == null ? 0 : found.size;
  }
}
