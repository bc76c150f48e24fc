package org.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DatasetSplitTest {
  private static TextDataset numbered(int rows) {
    int[] offsets = IntStream.rangeClosed(0, rows).toArray();
    int[] ids = IntStream.range(0, rows).toArray();
    List<String> texts = IntStream.range(0, rows).mapToObj(i -> "text " + i).toList();
    return new TextDataset(
        texts, new LabelRows(rows, offsets, ids), LabelDictionary.numbered(rows));
  }

  @Property(tries = 200)
  void partsShareOutTheRowsAndKeepTheirLabels(
      @ForAll @IntRange(max = 60) int rows,
      @ForAll @DoubleRange(max = 1) double share,
      @ForAll long seed) {
    TextDataset whole = numbered(rows);
    DatasetSplit split = whole.split(share, seed);
    assertThat(split.validation().rows()).isEqualTo((int) Math.round(share * rows));
    List<String> all = new ArrayList<>();
    for (Dataset part : List.of(split.train(), split.validation())) {
      TextDataset text = (TextDataset) part;
      for (int i = 0; i < text.rows(); i++) {
        assertThat(text.texts().get(i)).isEqualTo("text " + text.labels().ids()[i]);
      }
      assertThat(text.labels().ids()).isSorted();
      all.addAll(text.texts());
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(whole.texts());
  }

  @Property(tries = 50)
  void sparseRowsGoWithTheirLabels(@ForAll long seed) {
    SparseDataset whole = DataReaderTest.random(seed, 30);
    List<String> rows = DataReaderTest.features(whole);
    int[] chosen = {7, 3, 3, 29};
    SparseDataset part = whole.select(chosen);
    assertThat(DataReaderTest.features(part))
        .containsExactly(rows.get(7), rows.get(3), rows.get(3), rows.get(29));
    for (int i = 0; i < chosen.length; i++) {
      for (int label = 0; label < whole.labels().labels(); label++) {
        assertThat(part.labels().has(i, label)).isEqualTo(whole.labels().has(chosen[i], label));
      }
    }
  }

  @Test
  void everyRowIsHeldOutEquallyOften() {
    TextDataset whole = numbered(10);
    int[] held = new int[10];
    for (int seed = 0; seed < 4000; seed++) {
      for (int id : whole.split(0.3, seed).validation().labels().ids()) {
        held[id]++;
      }
    }
    // 1,200 expected, standard deviation 29
    assertThat(java.util.Arrays.stream(held)).allMatch(count -> count > 1050 && count < 1350);
  }

  @Test
  void refusesSharesBeyondOne() {
    assertThatThrownBy(() -> numbered(3).split(1.5, 1))
        .hasMessage("share must be from 0 to 1: 1.5");
    assertThatThrownBy(() -> numbered(3).split(Double.NaN, 1))
        .hasMessage("share must be from 0 to 1: NaN");
  }
}
