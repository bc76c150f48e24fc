package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sluice.data.DataFormat;
import org.sluice.data.DataReader;
import org.sluice.data.ReadOptions;
import org.sluice.data.ReadResult;
import org.sluice.data.SparseDataset;
import org.sluice.data.SparseRows;
import org.sluice.data.TextDataset;
import org.sluice.text.Vectorizer;
import org.sluice.text.VectorizerConfig;

/** The readers on published data; skipped where it is absent. */
class RealDataTest {
  private static ReadResult read(String name) throws IOException {
    Path file =
        Stream.of(System.getenv("SLUICE_DATA"), "../shared/data", "../../shared/data")
            .filter(Objects::nonNull)
            .map(root -> Path.of(root).resolve(name))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(null);
    assumeTrue(file != null, name + " is absent");
    return DataReader.read(file, ReadOptions.defaults());
  }

  @Test
  void bibtexIsReadWhole() throws IOException {
    ReadResult result = read("bibtex/test.xmc.txt.xz");
    assertThat(result.format()).isEqualTo(DataFormat.XMC);
    SparseDataset data = (SparseDataset) result.dataset();
    assertThat(data.rows()).isEqualTo(2_515);
    assertThat(data.features().columns()).isEqualTo(1_836);
    assertThat(data.dictionary().size()).isEqualTo(159);
  }

  /** Titles without any word that two titles share are rows like others, without features. */
  @Test
  void cataloguesKeepRowsWithoutFeatures() throws IOException {
    ReadResult result = read("yso-finna-en/test.tsv.xz");
    assertThat(result.format()).isEqualTo(DataFormat.TSV);
    TextDataset data = (TextDataset) result.dataset();
    assertThat(data.rows()).isEqualTo(65_639);
    assertThat(data.dictionary().size()).isEqualTo(25_404);
    assertThat(data.dictionary().name(0)).isEqualTo("p10 environmental awareness");
    Vectorizer vectorizer = Vectorizer.fit(data.texts(), VectorizerConfig.defaults());
    SparseRows rows = vectorizer.transform(data.texts(), 2);
    assertThat(rows.rows()).isEqualTo(65_639);
    int[] offsets = rows.offsets();
    long empty =
        java.util.stream.IntStream.range(0, rows.rows())
            .filter(row -> offsets[row] == offsets[row + 1])
            .count();
    assertThat(empty).isBetween(1L, 2_000L);
  }
}
