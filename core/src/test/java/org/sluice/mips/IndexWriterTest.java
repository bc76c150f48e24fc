package org.sluice.mips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.sluice.index.VectorSource;

/** A writer whose parts cannot always be had. */
class IndexWriterTest {
  private static final int ROWS = IndexWriter.OPEN_ROWS;
  private static final MipsConfig CONFIG =
      MipsConfig.of(Metric.INNER_PRODUCT).structure(new Structure.Exact());

  private boolean endsFail;
  private boolean segmentsFail;
  private int segmentsAsked;
  private Snapshot seen;

  private IndexWriter writer(RowStore open) {
    IndexWriter.Parts real = IndexWriter.Parts.of(CONFIG, 1, 1);
    IndexWriter.Parts parts =
        new IndexWriter.Parts() {
          @Override
          public RowStore end() {
            if (endsFail) {
              throw new InternalError("no end");
            }
            return real.end();
          }

          @Override
          public Segment segment(VectorSource vectors, IntToLongFunction ids) {
            segmentsAsked++;
            if (segmentsFail) {
              throw new InternalError("no segment");
            }
            return real.segment(vectors, ids);
          }
        };
    seen = new Snapshot(1, List.of(), open, 0, 0);
    return new IndexWriter(CONFIG, 1, seen, parts, next -> seen = next);
  }

  private IndexWriter writer() {
    return writer(RowStore.open(ROWS, 1, CONFIG));
  }

  private static void add(IndexWriter writer, long from, long to) {
    for (long id = from; id < to; id++) {
      writer.add(id, new float[] {id}, false);
    }
  }

  /** Exactly these ids are there, with their vectors. */
  private void requireIds(long... ids) {
    Best best = new Best(20_000);
    seen.search(new float[] {1}, 20_000, Effort.EXACT, best);
    Hits hits = best.hits(Metric.INNER_PRODUCT, new float[] {1});
    assertThat(hits.ids()).containsExactlyInAnyOrder(ids);
    for (int i = 0; i < hits.size(); i++) {
      assertThat(hits.scores()[i]).isEqualTo((float) hits.ids()[i]);
    }
    assertThat(seen.live()).isEqualTo(ids.length);
  }

  private static long[] range(long from, long to) {
    return LongStream.range(from, to).toArray();
  }

  @Test
  void aReplacementThatCannotBeWrittenLeavesTheOldVector() {
    // Room for two vectors only, though there are more ids.
    RowStore tight =
        new RowStore(
            1,
            Precision.SINGLE,
            RowStore.open(2, 1, CONFIG).vectors().asSlice(0, 8),
            Ids.open(ROWS),
            null);
    IndexWriter writer = writer(tight);
    add(writer, 0, 2);
    assertThatThrownBy(() -> writer.add(1, new float[] {1}, true))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> writer.add(5, new float[] {5}, false))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(writer.contains(5)).isFalse();
    // A change that has nothing to do with it shows what the failed ones left.
    assertThat(writer.remove(0)).isTrue();
    requireIds(1);
    assertThat(writer.remove(1)).isTrue();
    requireIds();
  }

  @Test
  void anEndThatCannotBeBegunFailsOneAdditionOnly() {
    IndexWriter writer = writer();
    add(writer, 0, ROWS);
    endsFail = true;
    assertThatThrownBy(() -> add(writer, ROWS, ROWS + 1)).isInstanceOf(InternalError.class);
    assertThatThrownBy(() -> writer.add(3, new float[] {3}, true))
        .isInstanceOf(InternalError.class);
    requireIds(range(0, ROWS));
    endsFail = false;
    add(writer, ROWS, 2 * ROWS + 1);
    requireIds(range(0, 2 * ROWS + 1));
  }

  @Test
  void aMergeThatFailsFailsNoAdditionAndIsTriedAgain() {
    IndexWriter writer = writer();
    segmentsFail = true;
    assertThatCode(() -> add(writer, 0, 4 * ROWS + 1)).doesNotThrowAnyException();
    requireIds(range(0, 4 * ROWS + 1));
    assertThat(segmentsAsked).isEqualTo(1);
    assertThat(seen.segments()).hasSize(4);
    segmentsFail = false;
    add(writer, 4 * ROWS + 1, 5 * ROWS + 1);
    assertThat(segmentsAsked).isEqualTo(2);
    assertThat(seen.segments()).hasSize(2);
    requireIds(range(0, 5 * ROWS + 1));
  }

  @Test
  void aRemovalIsDoneWhetherOrNotItsSegmentCanBeWrittenAnew() {
    IndexWriter writer = writer();
    add(writer, 0, 2 * ROWS);
    writer.compact();
    segmentsAsked = 0;
    segmentsFail = true;
    for (long id = 0; id < ROWS + 9; id++) {
      assertThat(writer.remove(id)).isTrue();
    }
    assertThat(segmentsAsked).isEqualTo(1); // not with each removal
    assertThat(writer.remove(0)).isFalse();
    requireIds(range(ROWS + 9, 2 * ROWS));
    segmentsFail = false;
    add(writer, 0, 1);
    writer.compact();
    assertThat(seen.segments().getFirst().store().rows()).isEqualTo(ROWS - 8);
  }

  @Test
  void compactingThatFailsLeavesAllInPlace() {
    IndexWriter writer = writer();
    add(writer, 0, ROWS + 20);
    writer.remove(7);
    endsFail = true;
    assertThatThrownBy(writer::compact).isInstanceOf(InternalError.class);
    // Where the writer believes the rows to be is where a search looks for them.
    assertThat(writer.remove(ROWS + 3)).isTrue();
    endsFail = false;
    segmentsFail = true;
    assertThatThrownBy(writer::compact).isInstanceOf(InternalError.class);
    for (long id = 8; id < ROWS + 20; id++) {
      assertThat(writer.remove(id)).isEqualTo(id != ROWS + 3);
    }
    requireIds(range(0, 7));
  }
}
