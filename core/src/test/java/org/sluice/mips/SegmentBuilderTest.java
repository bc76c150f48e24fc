package org.sluice.mips;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SegmentBuilderTest {
  @Test
  void thereAreNoMoreListsThanRowsToLearnThemFrom() {
    assertThat(SegmentBuilder.lists(0, 10_000, 768)).isEqualTo(208);
    assertThat(SegmentBuilder.lists(5_000, 10_000, 768)).isEqualTo(5_000);
    assertThat(SegmentBuilder.lists(5_000, 10, 768)).isEqualTo(10);
    // A learning sample has 2^27 floats.
    assertThat(SegmentBuilder.lists(200_000, 1_000_000, 768)).isEqualTo(174_762);
    assertThat(SegmentBuilder.lists(0, 4_000_000, 1 << 16)).isEqualTo(2_048);
  }

  /** What is built follows from the settings alone. */
  @Test
  void noSystemPropertyIsRead() throws IOException {
    for (Class<?> type : new Class<?>[] {SegmentBuilder.class, KMeans.class, ListTuner.class}) {
      try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
        byte[] code = Objects.requireNonNull(in).readAllBytes();
        assertThat(new String(code, StandardCharsets.ISO_8859_1))
            .doesNotContain("getInteger", "getLong", "getBoolean", "getProperty");
      }
    }
  }
}
