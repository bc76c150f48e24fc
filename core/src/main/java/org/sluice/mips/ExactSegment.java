package org.sluice.mips;

/** Every row is scored. */
record ExactSegment(RowStore store) implements Segment {
  @Override
  public void search(float[] query, int k, Effort effort, long version, Best best) {
    store.offerAll(query, store.rows(), version, best);
  }

  @Override
  public long bytes() {
    return store.bytes();
  }
}
