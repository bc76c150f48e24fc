package org.sluice.mips;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import org.sluice.index.VectorSource;

/**
 * Changes an index: new vectors go to the open end, a full end becomes a segment, and as soon as
 * there are four segments of a size they become one (a log-structured merge; O'Neil et al., 1996).
 * A segment more than half of whose rows are dead is written anew. Every change ends in one new
 * snapshot. All calls hold the lock of this object.
 *
 * <p>A change first takes all memory it needs and only then alters what others see, so that one
 * that fails is not there at all.
 */
final class IndexWriter {
  /** Rows of the open end, all of which every search scores. */
  static final int OPEN_ROWS = 1024;

  private static final int FAN = 4;

  private static final System.Logger LOG = System.getLogger(IndexWriter.class.getName());

  private final MipsConfig config;
  private final int dimension;
  private final Parts parts;
  private final Consumer<Snapshot> publish;
  private Snapshot state;

  /** Where each id is: serial of its store and row; null until something is changed. */
  private LongMap places;

  private final Map<Integer, RowStore> stores = new HashMap<>();

  /** Whether the last merge failed: the next one waits for the next full end. */
  private boolean mergeFailed;

  /** Where an index takes its parts from. */
  interface Parts {
    /** An open end without rows. */
    RowStore end();

    /** A segment of vectors with their ids. */
    Segment segment(VectorSource vectors, IntToLongFunction ids);

    static Parts of(MipsConfig config, int dimension, int threads) {
      return new Parts() {
        @Override
        public RowStore end() {
          return RowStore.open(OPEN_ROWS, dimension, config);
        }

        @Override
        public Segment segment(VectorSource vectors, IntToLongFunction ids) {
          return new SegmentBuilder(vectors, ids, config, null, threads).build();
        }
      };
    }
  }

  IndexWriter(
      MipsConfig config, int dimension, Snapshot start, Parts parts, Consumer<Snapshot> publish) {
    this.config = config;
    this.dimension = dimension;
    this.parts = parts;
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
        map.put(store.ids().get(row), place(store, row));
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
    if (!replace && places.get(id) >= 0) {
      throw new IllegalArgumentException(
          "id " + id + " must not be in the index already: remove it first, or put the vector");
    }
    if (state.openRows() == state.open().rows()) {
      if (state.openRows() == 0) {
        openEnd();
      } else {
        closeEnd();
        mergeRipe();
      }
    }
    RowStore open = state.open();
    int row = state.openRows();
    open.add(row, id, values); // nobody looks at this row yet
    long old = places.get(id);
    Snapshot next =
        new Snapshot(
            state.version() + 1,
            state.segments(),
            open,
            row + 1,
            old < 0 ? state.live() + 1 : state.live());
    if (old < 0) {
      places.reserve();
    } else {
      Deaths deaths = store(old).deaths();
      deaths.reserve();
      deaths.kill((int) old, next.version());
    }
    places.put(id, place(open, row));
    commit(next);
  }

  synchronized boolean remove(long id) {
    locate();
    long old = places.get(id);
    if (old < 0) {
      return false;
    }
    RowStore store = store(old);
    Snapshot next =
        new Snapshot(
            state.version() + 1,
            state.segments(),
            state.open(),
            state.openRows(),
            state.live() - 1);
    store.deaths().reserve();
    store.deaths().kill((int) old, next.version());
    places.remove(id);
    commit(next);
    if (store != state.open()
        && !mergeFailed
        && store.deaths().count() >= OPEN_ROWS
        && 2L * store.deaths().count() > store.rows()) {
      int at = 0;
      while (state.segments().get(at).store() != store) {
        at++;
      }
      tryMerge(at, at + 1);
    }
    return true;
  }

  private RowStore store(long place) {
    return stores.get((int) (place >>> 32));
  }

  private void commit(Snapshot next) {
    state = next;
    publish.accept(next);
  }

  /** The first end, whose memory an index that is only read does without. */
  private void openEnd() {
    RowStore empty = state.open();
    RowStore fresh = parts.end();
    stores.put(fresh.serial(), fresh);
    stores.remove(empty.serial());
    commit(new Snapshot(state.version() + 1, state.segments(), fresh, 0, state.live()));
  }

  /** The rows of the open end become a segment, and a new end is begun. */
  private void closeEnd() {
    RowStore open = state.open();
    RowStore closed = state.openRows() == open.rows() ? open : firstRows(open, state.openRows());
    RowStore fresh = parts.end();
    List<Segment> segments = new ArrayList<>(state.segments());
    segments.add(new ExactSegment(closed));
    Snapshot next =
        new Snapshot(state.version() + 1, List.copyOf(segments), fresh, 0, state.live());
    stores.put(closed.serial(), closed);
    stores.put(fresh.serial(), fresh);
    if (closed != open) {
      move(closed);
    }
    commit(next);
    if (closed != open) {
      stores.remove(open.serial());
    }
  }

  /** The rows of a store that live are in this store now. */
  private void move(RowStore store) {
    for (int row = 0; row < store.rows(); row++) {
      if (!store.deaths().dead(row, state.version())) {
        places.put(store.ids().get(row), place(store, row));
      }
    }
  }

  /** Merges segments of a size. */
  private void mergeRipe() {
    mergeFailed = false;
    int from;
    while (!mergeFailed && (from = ripe()) >= 0) {
      tryMerge(from, state.segments().size());
    }
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

  /**
   * Merges segments for the sake of speed. The change before it is done, so that a failure is not
   * its caller's: all stays as it is.
   */
  private void tryMerge(int from, int to) {
    try {
      merge(from, to);
    } catch (RuntimeException | Error e) {
      mergeFailed = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "segments could not be merged and stay as they are until the next part is full",
          e);
    }
  }

  /** Segments {@code [from, to)} become one without their dead rows. */
  private void merge(int from, int to) {
    List<Segment> segments = new ArrayList<>(state.segments());
    List<Segment> old = segments.subList(from, to);
    List<RowStore> gone = old.stream().map(Segment::store).toList();
    Live live = Live.of(gone, state.version(), dimension);
    old.clear();
    RowStore merged = null;
    if (live.rows() > 0) {
      Segment segment = parts.segment(live, live::id);
      segments.add(from, segment);
      merged = segment.store();
    }
    Snapshot next =
        new Snapshot(
            state.version() + 1,
            List.copyOf(segments),
            state.open(),
            state.openRows(),
            state.live());
    if (merged != null) {
      stores.put(merged.serial(), merged);
      move(merged);
    }
    commit(next);
    gone.forEach(store -> stores.remove(store.serial()));
  }

  synchronized void compact() {
    locate();
    if (state.openRows() > 0) {
      closeEnd();
    }
    if (state.segments().size() > 1
        || state.segments().stream().anyMatch(segment -> !segment.store().deaths().none())) {
      merge(0, state.segments().size());
    }
    mergeFailed = false;
  }

  /** The filled rows of an open end as a store of their own, with their deaths. */
  static RowStore firstRows(RowStore open, int rows) {
    RowStore copy =
        new RowStore(
            open.dimension(),
            open.precision(),
            open.vectors().asSlice(0, Math.max(1, rows * open.strideBytes())),
            Ids.of(rows, open.ids()::get),
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
      return stores[owner[at]].ids().get(row[at]);
    }
  }
}
