package org.sluice.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class XmcWriterTest {
  @Test
  void writesTheFormat() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XmcWriter writer = new XmcWriter(out, 3, 20, 11)) {
      writer.row(new int[] {1, 10}, 0, 2, new int[] {0, 19}, new float[] {1, -0.5f}, 0, 2);
      writer.row(new int[0], 0, 0, new int[] {3}, new float[] {1e10f}, 0, 1);
      writer.row(new int[] {9, 4, 9}, 1, 2, new int[0], new float[0], 0, 0);
    }
    assertThat(out.toString(UTF_8)).isEqualTo("3 20 11\n1,10 0:1 19:-0.5\n 3:1.0E10\n4 \n");
  }

  @Test
  void refusesWhatItsHeaderForbids() throws IOException {
    XmcWriter writer = new XmcWriter(new ByteArrayOutputStream(), 1, 5, 2);
    int[] none = {};
    assertThatThrownBy(() -> writer.row(new int[] {2}, 0, 1, none, new float[0], 0, 0))
        .hasMessage("label must be from 0 to 1: 2");
    assertThatThrownBy(() -> writer.row(none, 0, 0, new int[] {5}, new float[] {1}, 0, 1))
        .hasMessage("feature index must be from 0 to 4: 5");
    assertThatThrownBy(() -> writer.row(none, 0, 0, new int[] {4}, new float[] {Float.NaN}, 0, 1))
        .hasMessage("feature value must be finite: NaN");
    assertThatThrownBy(writer::close).hasMessage("rows must be as many as the header says (1): 0");
  }
}
