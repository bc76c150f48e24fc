package org.sluice.mips;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Readers beside a writer. Vectors carry their id and a generation, so that every answer can be
 * checked on its own: its score must be that of a vector which was there while the search ran.
 */
class ConcurrencyTest {

  /** Ids below this stay for ever, those above come and go. */
  private static final int STABLE = 2_500;

  private static float[] vector(long id) {
    return new float[] {id, 1, id % 7, id % 3};
  }

  @Test
  void searchesSeeWholeChangesOnly() throws InterruptedException {
    for (Structure structure :
        List.of(new Structure.Lists(0), new Structure.Exact(), new Structure.Tables(0, 8))) {
      float[][] start = new float[STABLE][];
      for (int i = 0; i < STABLE; i++) {
        start[i] = vector(i);
      }
      MipsIndex index =
          MipsIndex.build(
              Vectors.of(start), MipsConfig.of(Metric.EUCLIDEAN).structure(structure), 1);
      // Writer: ids STABLE.. are added in order and removed in order, a window behind.
      AtomicLong added = new AtomicLong(STABLE);
      AtomicLong starting = new AtomicLong(STABLE);
      AtomicLong removed = new AtomicLong(STABLE);
      AtomicLong removing = new AtomicLong(STABLE);
      AtomicBoolean stop = new AtomicBoolean();
      AtomicReference<Throwable> failure = new AtomicReference<>();
      AtomicLong searches = new AtomicLong();
      List<Thread> readers = new ArrayList<>();
      for (int r = 0; r < 3; r++) {
        int seed = r;
        readers.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      long i = seed;
                      try {
                        while (!stop.get()) {
                          check(index, i++, starting, added, removing, removed);
                          searches.incrementAndGet();
                        }
                      } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                      }
                    }));
      }
      for (long id = STABLE; id < STABLE + 9_000 && failure.get() == null; id++) {
        starting.set(id + 1);
        index.add(id, vector(id));
        added.set(id + 1);
        if (id >= STABLE + 2_000) {
          removing.set(id - 2_000 + 1);
          assertThat(index.remove(id - 2_000)).isTrue();
          removed.set(id - 2_000 + 1);
        }
        // A stable vector is replaced by itself: it must never be missing, nor twice.
        index.put(id % STABLE, vector(id % STABLE));
      }
      stop.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
      assertThat(failure.get()).as("%s", structure).isNull();
      assertThat(searches.get()).isGreaterThan(2);
      assertThat(index.size()).isEqualTo(STABLE + 2_000);
    }
  }

  private static void check(
      MipsIndex index,
      long i,
      AtomicLong starting,
      AtomicLong added,
      AtomicLong removing,
      AtomicLong removed) {
    long gone = removed.get();
    long there = added.get();
    Hits hits = index.search(vector(i % STABLE), STABLE + 12_000, Effort.EXACT);
    long begun = starting.get();
    long going = removing.get();
    long stable = 0;
    boolean[] seen = new boolean[(int) begun];
    for (int h = 0; h < hits.size(); h++) {
      long id = hits.ids()[h];
      require(id < begun, id, "was not yet added");
      require(!seen[(int) id], id, "came twice");
      seen[(int) id] = true;
      require(id < STABLE || id >= gone, id, "was removed before");
      stable += id < STABLE ? 1 : 0;
      double want = -Clusters.score(Metric.EUCLIDEAN, vector(id), vector(i % STABLE));
      require(Math.abs(hits.scores()[h] - want) < 1e-2, id, "has the wrong distance");
    }
    assertThat(stable).as("stable vectors").isEqualTo(STABLE);
    for (long id = going; id < there; id++) {
      require(seen[(int) id], id, "must be there");
    }
    Hits near = index.search(vector(i % STABLE), 3, new Effort(2, 50));
    for (int h = 0; h < near.size(); h++) {
      double want = -Clusters.score(Metric.EUCLIDEAN, vector(near.ids()[h]), vector(i % STABLE));
      require(Math.abs(near.scores()[h] - want) < 1e-2, near.ids()[h], "has the wrong distance");
    }
  }

  private static void require(boolean holds, long id, String problem) {
    if (!holds) {
      throw new AssertionError("id " + id + " " + problem);
    }
  }
}
