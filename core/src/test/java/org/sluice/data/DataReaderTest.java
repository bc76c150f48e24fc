package org.sluice.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.json.Json;

class DataReaderTest {
  @Test
  void readsExtremeClassificationText() throws IOException {
    String text = "\ufeff5 6 4\r\n3,1,3 5:2 0:-1.5 2:0\r\n 1:1\r\n2\r\n\r\n4:1e-1\t5:1 \r\n\r\n";
    ReadResult result = read(text, ReadOptions.defaults());
    assertThat(result.format()).isEqualTo(DataFormat.XMC);
    SparseDataset data = (SparseDataset) result.dataset();
    assertThat(data.features().columns()).isEqualTo(6);
    assertThat(features(data)).containsExactly("0:-1.5 5:2.0", "1:1.0", "", "", "4:0.1 5:1.0");
    assertThat(labels(data)).containsExactly("1,3", "", "2", "", "");
    assertThat(data.dictionary().isNumbered()).isTrue();
    assertThat(data.dictionary().size()).isEqualTo(4);
  }

  @Test
  void readsTsvWithNames() throws IOException {
    ReadResult result = read("b, a\tFirst text\n\n\t no label\ta\na\t\n", ReadOptions.defaults());
    assertThat(result.format()).isEqualTo(DataFormat.TSV);
    TextDataset data = (TextDataset) result.dataset();
    assertThat(data.texts()).containsExactly("First text", " no label\ta", "");
    assertThat(labels(data)).containsExactly("b,a", "", "a");
  }

  @Test
  void readsTsvWithALabelsFileBesideIt(@TempDir Path folder) throws IOException {
    Files.write(
        folder.resolve("labels.tsv.gz"),
        HostileInputTest.gzip("p1\tcats\np2\tdogs\n".getBytes(UTF_8)));
    Path file = folder.resolve("train.tsv.gz");
    Files.write(file, HostileInputTest.gzip("1\tbark\n0,1\tboth\n".getBytes(UTF_8)));
    Dataset data = Dataset.read(file);
    assertThat(data.dictionary().names()).containsExactly("p1 cats", "p2 dogs");
    assertThat(labels(data)).containsExactly("p2 dogs", "p1 cats,p2 dogs");
  }

  @Test
  void labelsOfTestDataFollowTheModel() throws IOException {
    LabelDictionary model = new LabelDictionary(List.of("x", "y"));
    ReadOptions options = ReadOptions.defaults().withModel(model, -1);
    Dataset known = read("y\tone\nx,y\ttwo\n", options).dataset();
    assertThat(known.dictionary()).isSameAs(model);
    Dataset data = read("y,new\tone\nx\ttwo\nnew,newer\tthree\n", options).dataset();
    assertThat(data.dictionary().names()).containsExactly("x", "y", "new", "newer");
    assertThat(data.labels().labels()).isEqualTo(4);
    assertThat(data.labels().ids()).containsExactly(1, 2, 0, 2, 3);
  }

  @Test
  void idsOfTestDataFollowTheModelByName(@TempDir Path folder) throws IOException {
    Path names = Files.writeString(folder.resolve("names"), "new\ny\nx\n");
    LabelDictionary model = new LabelDictionary(List.of("x", "y"));
    ReadOptions options = ReadOptions.defaults().withModel(model, 9).withLabelsFile(names);
    Dataset data = read("3 5 3\n2 1:1\n0,1 1:1\n0 2:1\n", options).dataset();
    assertThat(data.dictionary().names()).containsExactly("x", "y", "new");
    assertThat(data.labels().ids()).containsExactly(0, 1, 2, 2);
    assertThat(((SparseDataset) data).features().columns()).isEqualTo(9);
  }

  @Test
  void withoutNamesIdsAreThoseOfTheModel() throws IOException {
    LabelDictionary model = new LabelDictionary(List.of("x", "y"));
    Dataset same = read("1 5 2\n1 1:1\n", ReadOptions.defaults().withModel(model, 5)).dataset();
    assertThat(same.dictionary()).isSameAs(model);
    Dataset more = read("1 5 4\n3 1:1\n", ReadOptions.defaults().withModel(model, 5)).dataset();
    assertThat(more.dictionary().names()).containsExactly("x", "y", "#2", "#3");
    assertThat(more.labels().ids()).containsExactly(3);
  }

  @Test
  void libsvmCountsFromOneUnlessThereIsAZero() throws IOException {
    ReadResult one = read("a,b 1:1 3:2\n2:1\n\n-1 3:1\n", ReadOptions.defaults());
    assertThat(one.format()).isEqualTo(DataFormat.LIBSVM);
    assertThat(one.firstIndex()).isEqualTo(1);
    assertThat(features((SparseDataset) one.dataset()))
        .containsExactly("0:1.0 2:2.0", "1:1.0", "", "2:1.0");
    assertThat(labels(one.dataset())).containsExactly("a,b", "", "", "-1");
    assertThat(((SparseDataset) one.dataset()).features().columns()).isEqualTo(3);
    ReadResult zero = read("a 1:1 3:2\nb 0:1\n", ReadOptions.defaults());
    assertThat(zero.firstIndex()).isZero();
    assertThat(features((SparseDataset) zero.dataset())).containsExactly("1:1.0 3:2.0", "0:1.0");
    ReadResult told = read("a 1:1 3:2\n", ReadOptions.defaults().withFirstIndex(0));
    assertThat(features((SparseDataset) told.dataset())).containsExactly("1:1.0 3:2.0");
  }

  @Test
  void featuresThatTheModelDoesNotKnowAreCountedAndLeftOut() throws IOException {
    ReadOptions options =
        ReadOptions.defaults().withModel(new LabelDictionary(List.of("a")), 2).withFirstIndex(1);
    ReadResult result = read("a 1:1 3:2 9:1\na 2:1\na 7:1\n", options);
    assertThat(result.unknownFeatures()).isEqualTo(3);
    SparseDataset data = (SparseDataset) result.dataset();
    assertThat(features(data)).containsExactly("0:1.0", "1:1.0", "");
    assertThat(data.features().columns()).isEqualTo(2);
  }

  @Test
  void readsJsonLines() throws IOException {
    String text =
        "{\"text\": \"a\\u00e9\", \"labels\": [\"x\", 7]}\n\n{\"id\": 1, \"text\": \"\"}\n";
    ReadResult result = read(text, ReadOptions.defaults());
    assertThat(result.format()).isEqualTo(DataFormat.JSONL);
    assertThat(((TextDataset) result.dataset()).texts()).containsExactly("aé", "");
    assertThat(labels(result.dataset())).containsExactly("x,7", "");
    SparseDataset sparse =
        (SparseDataset)
            read(
                    "{\"features\":{\"3\":1,\"1\":0.5},\"labels\":[]}\n"
                        + "{\"features\":[[2,1e1]],\"labels\":[\"q\"]}",
                    ReadOptions.defaults())
                .dataset();
    assertThat(features(sparse)).containsExactly("1:0.5 3:1.0", "2:10.0");
    assertThat(sparse.features().columns()).isEqualTo(4);
  }

  @Test
  void readsPlainTextWhenTold() throws IOException {
    TextDataset data =
        (TextDataset)
            read("one\n\ntwo\twords\n", ReadOptions.defaults().withFormat(DataFormat.TEXT))
                .dataset();
    assertThat(data.texts()).containsExactly("one", "", "two\twords");
    assertThat(data.labels().ids()).isEmpty();
  }

  @Test
  void tellsFormatsApart() throws IOException {
    assertThat(read("a\tat 12:30 we met\nb\tc\n", ReadOptions.defaults()).format())
        .isEqualTo(DataFormat.TSV);
    assertThat(read("a\t1:1\t2:1\nb\t1:3\n", ReadOptions.defaults()).format())
        .isEqualTo(DataFormat.LIBSVM);
    assertThat(read("1 5 3\n2 1:1\n", ReadOptions.defaults()).format()).isEqualTo(DataFormat.XMC);
    assertThat(read("é\té\n", ReadOptions.defaults()).format()).isEqualTo(DataFormat.TSV);
  }

  @Test
  void titlesThatAreNumbersAreNoHeader() throws IOException {
    assertThat(read("5\t1984\n7\tanimal farm\n", ReadOptions.defaults()).format())
        .isEqualTo(DataFormat.TSV);
  }

  @Test
  void aDashIsStandardInput() throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(HostileInputTest.gzip("a\tone\n".getBytes(UTF_8))));
    try {
      Dataset data = DataReader.read("-", ReadOptions.defaults()).dataset();
      assertThat(((TextDataset) data).texts()).containsExactly("one");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void linesLongerThanTheBufferAreWhole() throws IOException {
    String text = "a\t" + "x".repeat(1_000_000) + "\nb\tshort\nc\t" + "y".repeat(700_000);
    TextDataset data = (TextDataset) read(text, ReadOptions.defaults()).dataset();
    assertThat(data.texts()).extracting(String::length).containsExactly(1_000_000, 5, 700_000);
  }

  @Property(tries = 100)
  void readsBackWhatItWrites(@ForAll long seed, @ForAll @IntRange(max = 40) int rows)
      throws IOException {
    SparseDataset data = random(seed, rows);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    XmcWriter.write(data, out);
    SparseDataset xmc = (SparseDataset) read(out.toString(UTF_8), ReadOptions.defaults()).dataset();
    assertThat(features(xmc)).isEqualTo(features(data));
    assertThat(labels(xmc)).isEqualTo(labels(data));
    assertThat(xmc.features().columns()).isEqualTo(data.features().columns());
    if (rows > 0) {
      SparseDataset jsonl =
          (SparseDataset)
              read(jsonLines(data), ReadOptions.defaults().withFormat(DataFormat.JSONL)).dataset();
      assertThat(features(jsonl)).isEqualTo(features(data));
      assertThat(labelSets(jsonl)).isEqualTo(labelSets(data));
    }
  }

  private static String jsonLines(SparseDataset data) {
    StringBuilder out = new StringBuilder();
    for (int row = 0; row < data.rows(); row++) {
      List<List<Object>> pairs = new ArrayList<>();
      for (int k = data.features().offsets()[row]; k < data.features().offsets()[row + 1]; k++) {
        pairs.add(List.of(data.features().indices()[k], data.features().values()[k]));
      }
      int[] ids =
          Arrays.copyOfRange(
              data.labels().ids(), data.labels().offsets()[row], data.labels().offsets()[row + 1]);
      out.append("{\"features\":").append(Json.write(pairs));
      out.append(",\"labels\":").append(Json.write(ids)).append("}\n");
    }
    return out.toString();
  }

  static SparseDataset random(long seed, int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    int columns = random.nextInt(1, 200);
    int labels = random.nextInt(1, 50);
    int[] featureOffsets = new int[rows + 1];
    int[] labelOffsets = new int[rows + 1];
    List<Integer> indices = new ArrayList<>();
    List<Float> values = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        if (random.nextInt(20) == 0) {
          float value = Float.intBitsToFloat(random.nextInt());
          indices.add(c);
          values.add(Float.isFinite(value) && value != 0 ? value : random.nextInt(1, 9));
        }
      }
      for (int l = 0; l < labels; l++) {
        if (random.nextInt(20) == 0) {
          ids.add(l);
        }
      }
      featureOffsets[row + 1] = indices.size();
      labelOffsets[row + 1] = ids.size();
    }
    float[] floats = new float[values.size()];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = values.get(k);
    }
    return new SparseDataset(
        new SparseRows(
            columns, featureOffsets, indices.stream().mapToInt(i -> i).toArray(), floats),
        new LabelRows(labels, labelOffsets, ids.stream().mapToInt(i -> i).toArray()),
        LabelDictionary.numbered(labels));
  }

  private static ReadResult read(String text, ReadOptions options) throws IOException {
    return DataReader.read(new ByteArrayInputStream(text.getBytes(UTF_8)), "f", options);
  }

  static List<String> features(SparseDataset data) {
    SparseRows x = data.features();
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < x.rows(); row++) {
      List<String> row1 = new ArrayList<>();
      for (int k = x.offsets()[row]; k < x.offsets()[row + 1]; k++) {
        row1.add(x.indices()[k] + ":" + x.values()[k]);
      }
      rows.add(String.join(" ", row1));
    }
    return rows;
  }

  private static List<String> labels(Dataset data) {
    LabelRows y = data.labels();
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < y.rows(); row++) {
      List<String> names = new ArrayList<>();
      for (int k = y.offsets()[row]; k < y.offsets()[row + 1]; k++) {
        names.add(data.dictionary().name(y.ids()[k]));
      }
      rows.add(String.join(",", names));
    }
    return rows;
  }

  private static List<List<String>> labelSets(Dataset data) {
    return labels(data).stream()
        .map(row -> Arrays.stream(row.split(",")).sorted().toList())
        .toList();
  }
}
