package org.sluice.mips;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sluice.index.VectorSource;

/**
 * Changes an index: new vectors go to the open end, a full end becomes a segment, and as soon as
 * there are four segments of a size they become one (a log-structured merge; O'Neil et al., 1996).
 * A segment more than half of whose rows are dead is written anew. Every change ends in one new
 * snapshot. All calls hold the lock of this object.
 */
final class IndexWriter {
  /** Rows of the open end, all of which every search scores. */
  static final int OPEN_ROWS = 1024;

  private static final int FAN = 4;

  private final MipsConfig config;
  private final int dimension;
  private final int threads;
  private final Consumer<Snapshot> publish;
  private Snapshot state;

  /** Where each id is: serial of its store and row; null until something is changed. */
  private LongMap places;

  private final Map<Integer, RowStore> stores = new HashMap<>();

  IndexWriter(
      MipsConfig config, int dimension, Snapshot start, int threads, Consumer<Snapshot> publish) {
    this.config = config;
    this.dimension = dimension;
    this.threads = threads;
    this.publish = publish;
    this.state = start;
  }

  private void locate() {
    if (places != null) {
      return;
    }
    LongMap map = new LongMap(state.live());
    for (Segment segment : state.segments()) {
      locate(segment.store(), segment.store().rows(), map);
    }
    locate(state.open(), state.openRows(), map);
    places = map;
  }

  private void locate(RowStore store, int rows, LongMap map) {
    stores.put(store.serial(), store);
    for (int row = 0; row < rows; row++) {
      if (!store.deaths().dead(row, state.version())) {
        map.put(store.ids()[row], place(store, row));
      }
    }
  }

  private static long place(RowStore store, int row) {
    return (long) store.serial() << 32 | row;
  }

  synchronized boolean contains(long id) {
    locate();
    return places.get(id) >= 0;
  }

  synchronized void add(long id, float[] vector, boolean replace) {
    float[] values = vector.clone();
    Query.prepare(values, 0, dimension, config.metric(), "vector", id);
    config.precision().check(values, 0, dimension, id);
    locate();
    long old = places.get(id);
    if (old >= 0 && !replace) {
      throw new IllegalArgumentException(
          "id " + id + " must not be in the index already: remove it first, or put the vector");
    }
    long version = state.version() + 1;
    int live = state.live();
    if (old >= 0) {
      kill(old, version);
      live--;
    }
    RowStore open = state.open();
    int row = state.openRows();
    open.set(row, id, values, 0);
    places.put(id, place(open, row));
    commit(new Snapshot(version, state.segments(), open, row + 1, live + 1));
    if (row + 1 == open.rows()) {
      closeEnd();
    }
  }

  synchronized boolean remove(long id) {
    locate();
    long old = places.get(id);
    if (old < 0) {
      return false;
    }
    long version = state.version() + 1;
    kill(old, version);
    places.remove(id);
    commit(
        new Snapshot(version, state.segments(), state.open(), state.openRows(), state.live() - 1));
    RowStore store = stores.get((int) (old >>> 32));
    if (store != state.open()
        && store.deaths().count() >= OPEN_ROWS
        && 2L * store.deaths().count() > store.rows()) {
      int at = 0;
      while (state.segments().get(at).store() != store) {
        at++;
      }
      merge(at, at + 1);
    }
    return true;
  }

  private void kill(long place, long version) {
    stores.get((int) (place >>> 32)).deaths().kill((int) place, version);
  }

  private void commit(Snapshot next) {
    state = next;
    publish.accept(next);
  }

  /** The open end becomes a segment, and segments of a size are merged. */
  private void closeEnd() {
    List<Segment> segments = new ArrayList<>(state.segments());
    segments.add(new ExactSegment(state.open()));
    openNew(segments);
    int from;
    while ((from = ripe()) >= 0) {
      merge(from, state.segments().size());
    }
  }

  private void openNew(List<Segment> segments) {
    RowStore fresh = RowStore.allocate(OPEN_ROWS, dimension, config);
    stores.put(fresh.serial(), fresh);
    commit(new Snapshot(state.version() + 1, List.copyOf(segments), fresh, 0, state.live()));
  }

  /** First of four or more segments at the end that are of about the same size, or -1. */
  private int ripe() {
    List<Segment> segments = state.segments();
    int size = segments.size();
    if (size < FAN) {
      return -1;
    }
    int from = size - FAN;
    int largest = 0;
    int least = Integer.MAX_VALUE;
    for (int i = from; i < size; i++) {
      largest = Math.max(largest, segments.get(i).store().rows());
      least = Math.min(least, segments.get(i).store().rows());
    }
    return largest < (long) FAN * Math.max(least, OPEN_ROWS) ? from : -1;
  }

  /** Segments {@code [from, to)} become one without their dead rows. */
  private void merge(int from, int to) {
    long version = state.version();
    List<Segment> old = state.segments().subList(from, to);
    Live live = Live.of(old.stream().map(Segment::store).toList(), version, dimension);
    List<Segment> segments = new ArrayList<>(state.segments());
    segments.subList(from, to).clear();
    List<Segment> gone = List.copyOf(old);
    if (live.rows() > 0) {
      Segment merged = new SegmentBuilder(live, live::id, config, null, threads).build();
      segments.add(from, merged);
      RowStore store = merged.store();
      stores.put(store.serial(), store);
      for (int row = 0; row < store.rows(); row++) {
        places.put(store.ids()[row], place(store, row));
      }
    }
    gone.forEach(segment -> stores.remove(segment.store().serial()));
    commit(
        new Snapshot(
            version + 1, List.copyOf(segments), state.open(), state.openRows(), state.live()));
  }

  synchronized void compact() {
    locate();
    List<Segment> segments = new ArrayList<>(state.segments());
    if (state.openRows() > 0) {
      segments.add(new ExactSegment(firstRows(state.open(), state.openRows())));
      openNewAfterCopy(segments);
    }
    if (state.segments().size() > 1
        || state.segments().stream().anyMatch(segment -> !segment.store().deaths().none())) {
      merge(0, state.segments().size());
    }
  }

  private void openNewAfterCopy(List<Segment> segments) {
    RowStore copied = segments.getLast().store();
    stores.remove(state.open().serial());
    stores.put(copied.serial(), copied);
    for (int row = 0; row < copied.rows(); row++) {
      if (!copied.deaths().dead(row, state.version())) {
        places.put(copied.ids()[row], place(copied, row));
      }
    }
    openNew(segments);
  }

  /** The filled rows of an open end as a store of their own, with their deaths. */
  static RowStore firstRows(RowStore open, int rows) {
    RowStore copy =
        new RowStore(
            open.dimension(),
            open.precision(),
            open.vectors().asSlice(0, Math.max(1, rows * open.strideBytes())),
            Arrays.copyOf(open.ids(), rows),
            open.offsets() == null ? null : Arrays.copyOf(open.offsets(), rows));
    for (int row = 0; row < rows; row++) {
      if (open.deaths().dead(row, Long.MAX_VALUE)) {
        copy.deaths().kill(row, open.deaths().version(row));
      }
    }
    return copy;
  }

  synchronized long bytes() {
    return places == null ? 0 : places.bytes();
  }

  /** The rows of several stores that live, one after the other. */
  private record Live(RowStore[] stores, int[] owner, int[] row, int dimension)
      implements VectorSource {
    static Live of(List<RowStore> stores, long version, int dimension) {
      int most = 0;
      for (RowStore store : stores) {
        most = Math.addExact(most, store.rows() - store.deaths().count());
      }
      int[] owner = new int[most];
      int[] row = new int[most];
      int n = 0;
      for (int s = 0; s < stores.size(); s++) {
        for (int r = 0; r < stores.get(s).rows(); r++) {
          if (!stores.get(s).deaths().dead(r, version)) {
            owner[n] = s;
            row[n++] = r;
          }
        }
      }
      return new Live(stores.toArray(RowStore[]::new), owner, row, dimension);
    }

    @Override
    public int rows() {
      return row.length;
    }

    @Override
    public void copy(int at, float[] target, int offset) {
      stores[owner[at]].get(row[at], target, offset);
    }

    long id(int at) {
      return stores[owner[at]].ids()[row[at]];
    }
  }
}
