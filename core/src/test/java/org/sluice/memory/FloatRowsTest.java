package org.sluice.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FloatRowsTest {
  /** Both kinds of memory. */
  static Stream<BiFunction<Long, Integer, FloatRows>> kinds() {
    return Stream.of(FloatRows::allocate, FloatRows::allocatePlain);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void rowsAreZeroAndAlignedAndKeepWhatIsSet(BiFunction<Long, Integer, FloatRows> allocate) {
    for (int columns : new int[] {1, 15, 16, 17, 100, 256}) {
      for (long rows : new long[] {1, 7, 20_000}) {
        try (FloatRows matrix = allocate.apply(rows, columns)) {
          assertThat(matrix.stride()).isEqualTo(Math.ceilDiv(columns, 16) * 16);
          assertThat(matrix.strideBytes()).isEqualTo(4L * matrix.stride());
          assertThat(matrix.segment().address() % 64).isZero();
          float[] got = new float[columns + 2];
          float[] row = new float[columns + 2];
          Arrays.fill(row, 3);
          row[columns + 1] = 5;
          matrix.get(rows - 1, got, 1);
          assertThat(got).containsOnly(0);
          matrix.set(rows - 1, row, 2);
          matrix.get(rows - 1, got, 1);
          assertThat(got[columns]).isEqualTo(5);
          long end = matrix.offset(rows - 1) + 4L * columns;
          for (long at = end; at < matrix.segment().byteSize(); at += 4) {
            assertThat(matrix.segment().get(ValueLayout.JAVA_FLOAT, at)).as("padding").isZero();
          }
        }
      }
    }
  }

  @Test
  void largeMatricesStartOnAHugePageAndSmallOnesAskForNone() throws Exception {
    Path setting = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    assumeThat(setting).exists();
    boolean on = !Files.readString(setting).contains("[never]");
    try (FloatRows large = FloatRows.allocate(100_000, 128);
        FloatRows small = FloatRows.allocate(100, 128);
        FloatRows plain = FloatRows.allocatePlain(100_000, 128)) {
      assertThat(large.segment().address() % HugePages.PAGE).isZero();
      assertThat(large.hugePages()).isEqualTo(on);
      assertThat(small.hugePages()).isFalse();
      assertThat(plain.hugePages()).isFalse();
    }
  }

  @Test
  void collectedMemoryIsThereAsLongAsSomethingRefersToIt() {
    for (long rows : new long[] {10, 20_000}) {
      FloatRows matrix = FloatRows.allocateCollected(rows, 100);
      float[] row = new float[100];
      row[99] = 3;
      matrix.set(rows - 1, row, 0);
      matrix.close();
      MemorySegment segment = matrix.segment();
      long at = matrix.offset(rows - 1) + 99 * Float.BYTES;
      matrix = null;
      System.gc();
      assertThat(segment.get(ValueLayout.JAVA_FLOAT, at)).isEqualTo(3);
      assertThat(segment.address() % 64).isZero();
    }
  }

  @Test
  void rowsBeyondTwoGibibytesAreReached() {
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux"); // elsewhere all would be touched
    long rows = 3_000_000;
    try (FloatRows matrix = FloatRows.allocate(rows, 256)) {
      assertThat(matrix.segment().byteSize()).isEqualTo(rows * 1024);
      assertThat(matrix.offset(rows - 1)).isEqualTo((rows - 1) * 1024);
      float[] row = new float[256];
      row[255] = 7;
      matrix.set(rows - 1, row, 0);
      matrix.set(2_097_152, row, 0); // starts at 2^31
      float[] got = new float[256];
      matrix.get(rows - 1, got, 0);
      assertThat(got).isEqualTo(row);
      matrix.get(0, got, 0);
      assertThat(got).containsOnly(0);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void afterCloseNothingIsRead(BiFunction<Long, Integer, FloatRows> allocate) {
    FloatRows matrix = allocate.apply(20_000L, 100);
    matrix.close();
    matrix.close();
    assertThatThrownBy(() -> matrix.get(0, new float[100], 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> matrix.set(0, new float[100], 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void closingUnderAReaderEndsTheReaderNotTheProcess(BiFunction<Long, Integer, FloatRows> allocate)
      throws Exception {
    FloatRows matrix = allocate.apply(20_000L, 100);
    CountDownLatch reading = new CountDownLatch(1);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  float[] row = new float[100];
                  try {
                    for (long i = 0; ; i++) {
                      matrix.get(i % 20_000, row, 0);
                      reading.countDown();
                    }
                  } catch (Throwable e) {
                    end.set(e);
                  }
                });
    reading.await();
    Thread.sleep(20);
    matrix.close();
    reader.join(10_000);
    assertThat(end.get()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void wrongRowsAndSizesAreNamed() {
    try (FloatRows matrix = FloatRows.allocate(5, 3)) {
      assertThatThrownBy(() -> matrix.offset(5))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("row 5 of 5");
      assertThatThrownBy(() -> matrix.offset(-1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> matrix.get(0, new float[2], 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    for (long[] bad : new long[][] {{-1, 3}, {3, 0}, {3, -2}, {3, Integer.MAX_VALUE}}) {
      assertThatThrownBy(() -> FloatRows.allocate(bad[0], (int) bad[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(bad[0] + " x " + bad[1]);
    }
  }

  @Test
  void tooLargeSaysHowLarge() {
    assertThatThrownBy(() -> FloatRows.allocate(1L << 45, 100))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining((1L << 45) + " x 100 floats")
        .hasMessageContaining(Long.toString((1L << 45) * 112 * 4));
    assertThatThrownBy(() -> FloatRows.allocate(Long.MAX_VALUE, 100))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining(Long.MAX_VALUE + " x 100 floats");
  }

  @Test
  void anEmptyMatrixHasNoRows() {
    try (FloatRows matrix = FloatRows.allocate(0, 5)) {
      assertThat(matrix.rows()).isZero();
      assertThatThrownBy(() -> matrix.offset(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aBlockThatCannotBeMappedIsNoBlock() {
    try (Arena arena = Arena.ofConfined()) {
      assertThat(HugePages.map(1L << 61, arena)).isNull();
      assertThat(HugePages.map(Long.MAX_VALUE, arena)).isNull();
    }
  }
}
