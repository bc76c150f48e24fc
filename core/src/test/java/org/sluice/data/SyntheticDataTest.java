package org.sluice.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticDataTest {
  private static final SyntheticShape SHAPE = new SyntheticShape(5_000, 800, 40, 3.5);

  private static String text(long seed, int from, int rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SyntheticData(SHAPE, seed).write(out, from, rows);
    return out.toString(UTF_8);
  }

  private static SparseDataset read(String text) throws IOException {
    return (SparseDataset)
        DataReader.read(new ByteArrayInputStream(text.getBytes(UTF_8)), "f", ReadOptions.defaults())
            .dataset();
  }

  @Test
  void hasTheShapeThatWasAskedFor() throws IOException {
    SparseDataset data = read(text(1, 0, 4_000));
    assertThat(data.rows()).isEqualTo(4_000);
    assertThat(data.features().columns()).isEqualTo(5_000);
    assertThat(data.dictionary().size()).isEqualTo(800);
    assertThat(data.features().nonZeros() / 4_000.0).isCloseTo(40, within(0.5));
    assertThat(data.labels().offsets()[4_000] / 4_000.0).isCloseTo(3.5, within(0.1));
    int[] frequencies = data.labels().frequencies();
    Arrays.sort(frequencies);
    assertThat(frequencies[799]).isGreaterThan(10 * frequencies[400]);
  }

  @Test
  void rowsFollowFromSeedAndNumber() throws IOException {
    String whole = text(7, 0, 30);
    assertThat(text(7, 0, 30)).isEqualTo(whole);
    assertThat(text(8, 0, 30)).isNotEqualTo(whole);
    assertThat(text(7, 20, 10).lines().skip(1).toList()).isEqualTo(whole.lines().skip(21).toList());
  }

  /** Rows that share a label must be more alike than others, on rows never seen. */
  @Test
  void labelsShowInTheFeatures() throws IOException {
    SparseDataset train = read(text(3, 0, 4_000));
    SparseDataset test = read(text(3, 4_000, 300));
    double[][] means = new double[800][5_000];
    int[] counts = train.labels().frequencies();
    for (int row = 0; row < train.rows(); row++) {
      for (int l = train.labels().offsets()[row]; l < train.labels().offsets()[row + 1]; l++) {
        int label = train.labels().ids()[l];
        for (int k = train.features().offsets()[row];
            k < train.features().offsets()[row + 1];
            k++) {
          means[label][train.features().indices()[k]] +=
              train.features().values()[k] / counts[label];
        }
      }
    }
    int hits = 0;
    for (int row = 0; row < test.rows(); row++) {
      int best = -1;
      double bestScore = -1;
      for (int label = 0; label < 800; label++) {
        double score = 0;
        for (int k = test.features().offsets()[row]; k < test.features().offsets()[row + 1]; k++) {
          score += test.features().values()[k] * means[label][test.features().indices()[k]];
        }
        if (counts[label] >= 3 && score > bestScore) {
          bestScore = score;
          best = label;
        }
      }
      hits += test.labels().has(row, best) ? 1 : 0;
    }
    assertThat(hits).isGreaterThan(150); // chance is 1 or 2
  }

  @Test
  void shapesAreChecked() {
    assertThatThrownBy(() -> new SyntheticShape(5, 10, 2, 1))
        .hasMessage("features must be at least 16: 5");
    assertThatThrownBy(() -> new SyntheticShape(100, 10, 2, 6))
        .hasMessage("labelsPerRow must be from 1 to half of labels (5.0): 6.0");
  }
}
