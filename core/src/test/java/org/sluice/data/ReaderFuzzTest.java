package org.sluice.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with random damage are read to valid rows or refused in one line, never anything else. */
class ReaderFuzzTest {
  private static final byte[] INTERESTING =
      "\n\r\t ,:.-+eE0123456789{}[]\"\\\u0000\u00ff\u00c3nNaI#".getBytes(UTF_8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3 9 4\n0,2 1:0.5 8:2e-1\n 3:1\n3\n",
        "a,b\tsome text\nc\t\u00e9t\u00e9\n\tno label\n",
        "1,2 1:0.5 3:-1e2\n-1 4:1\n\n2:1\n",
        "{\"text\":\"a \\u00e9\",\"labels\":[\"x\",7]}\n{\"text\":\"\"}\n",
        "{\"features\":{\"3\":1,\"1\":0.5},\"labels\":[]}\n{\"features\":[[2,1e1]]}\n",
      })
  void damageNeverEscapes(String text) throws IOException {
    byte[] whole = text.getBytes(UTF_8);
    DataFormat format = read(whole, ReadOptions.defaults()).format();
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] damaged = damage(whole, random);
      ReadOptions options =
          ReadOptions.defaults()
              .withFormat(random.nextBoolean() ? DataFormat.AUTO : format)
              .withSkipBadRows(random.nextBoolean());
      if (random.nextBoolean()) {
        options = options.withModel(LabelDictionary.numbered(3), 5);
      }
      try {
        assertValid(read(damaged, options).dataset());
      } catch (BadDataException e) {
        assertThat(e.getMessage()).startsWith("f:").doesNotContain("\n", "\r", "\u0000");
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("escaped from " + Arrays.toString(damaged), e);
      }
    }
    assertThat(refused).isBetween(200, 3_800);
  }

  private static byte[] damage(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(bytes.length);
      byte put = INTERESTING[random.nextInt(INTERESTING.length)];
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = put;
        case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 2 -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          longer[at] = put;
          bytes = longer;
        }
        default -> {
          int other = random.nextInt(bytes.length);
          byte swapped = bytes[at];
          bytes[at] = bytes[other];
          bytes[other] = swapped;
        }
      }
    }
    return bytes;
  }

  private static void assertValid(Dataset data) {
    LabelRows y = data.labels();
    assertThat(y.labels()).isEqualTo(data.dictionary().size());
    assertRising(y.offsets(), y.ids(), y.labels());
    if (data instanceof SparseDataset sparse) {
      SparseRows x = sparse.features();
      assertRising(x.offsets(), x.indices(), x.columns());
      for (int k = 0; k < x.nonZeros(); k++) {
        assertThat(Float.isFinite(x.values()[k]) && x.values()[k] != 0).isTrue();
      }
    }
  }

  private static void assertRising(int[] offsets, int[] ids, int bound) {
    for (int row = 0; row + 1 < offsets.length; row++) {
      int last = -1;
      for (int k = offsets[row]; k < offsets[row + 1]; k++) {
        assertThat(ids[k]).isGreaterThan(last).isLessThan(bound);
        last = ids[k];
      }
    }
  }

  private static ReadResult read(byte[] content, ReadOptions options) throws IOException {
    return DataReader.read(new ByteArrayInputStream(content), "f", options);
  }
}
