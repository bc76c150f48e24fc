package org.sluice.index;

import org.sluice.hash.HashFamily;
import org.sluice.hash.Margins;

/** Finds the buckets that a query reads in each table. For one thread. */
final class ProbedBuckets {
  private final CandidateTables tables;
  private final HashFamily.Hasher hasher;
  private final int probes;
  private final int[] codes;

  /** Where more than one bucket is read in a table: which. */
  private final Margins margins;

  private final ProbeSequence sequence;
  private final int[] probed;
  private final int[] found;

  /**
   * @param probes most buckets read in a table, at least 1
   */
  ProbedBuckets(CandidateTables tables, int probes) {
    this.tables = tables;
    this.probes = probes;
    HashFamily family = tables.family();
    hasher = family.newQueryHasher();
    codes = new int[family.l()];
    margins = probes == 1 ? null : new Margins(family);
    sequence = probes == 1 ? null : new ProbeSequence(family, probes);
    probed = new int[probes];
    found = new int[probes];
  }

  /** Takes a dense query. */
  void hash(float[] vector, int offset) {
    if (margins == null) {
      hasher.hash(vector, offset, codes);
    } else {
      hasher.hash(vector, offset, codes, margins);
    }
  }

  /** Takes a sparse query. */
  void hash(int[] indices, float[] values, int first, int end) {
    if (margins == null) {
      hasher.hash(indices, values, first, end, codes);
    } else {
      hasher.hash(indices, values, first, end, codes, margins);
    }
  }

  /** Finds the buckets to read in a table, each once though codes may fall together. */
  int find(int table) {
    found[0] = tables.bucketOf(table, codes[table]);
    if (probes == 1) {
      return 1;
    }
    int count = 1;
    int codesProbed = sequence.fill(codes[table], table, margins, probed, 0);
    for (int i = 1; i < codesProbed; i++) {
      int bucket = tables.bucketOf(table, probed[i]);
      int at = 0;
      while (at < count && found[at] != bucket) {
        at++;
      }
      found[at] = bucket;
      count = Math.max(count, at + 1);
    }
    return count;
  }

  /** The buckets of the last {@link #find}, from place 0. */
  int[] found() {
    return found;
  }
}
