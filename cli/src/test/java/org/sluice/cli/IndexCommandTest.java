package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.json.Json;

class IndexCommandTest {
  @TempDir Path folder;
  private Path vectors;
  private Path queries;
  private Path index;

  @BeforeEach
  void writeVectors() throws IOException {
    vectors = fvecs("vectors.fvecs", 3_000, 8);
    queries = fvecs("queries.fvecs", 50, 8);
    index = folder.resolve("vectors.index");
  }

  private Path fvecs(String name, int rows, int dimension) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    ByteBuffer bytes =
        ByteBuffer.allocate(rows * (4 + 4 * dimension)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < rows; i++) {
      bytes.putInt(dimension);
      for (int j = 0; j < dimension; j++) {
        bytes.putFloat((float) random.nextGaussian());
      }
    }
    return Files.write(folder.resolve(name), bytes.array());
  }

  @Test
  void halvesTakeHalfTheMemory() {
    long[] bytes = new long[2];
    for (int i = 0; i < 2; i++) {
      String precision = i == 0 ? "single" : "half";
      Map<String, Object> built =
          Json.parseObject(
              CommandRun.of(
                      "index", "build", vectors, "-o", index, "--precision", precision, "--json")
                  .succeeded()
                  .out());
      assertThat(built).containsEntry("precision", precision);
      bytes[i] = (Long) built.get("bytes");
      assertThat(CommandRun.of("index", "search", index, "--queries", queries).succeeded().out())
          .contains(":");
    }
    assertThat(bytes[0] - bytes[1]).isEqualTo(2L * 8 * 3_000);
  }

  @Test
  void buildSearchAndEval() {
    for (String structure : new String[] {"lists", "tables", "exact"}) {
      CommandRun build =
          CommandRun.of(
                  "index",
                  "build",
                  vectors,
                  "-o",
                  index,
                  "--metric",
                  "euclidean",
                  "--structure",
                  structure)
              .succeeded();
      assertThat(build.out()).contains("3,000 vectors").contains("built in");
      assertThat(build.err()).contains("sluice: " + vectors + ": 3,000 vectors of 8 values");

      // The queries are the first vectors, each its own nearest.
      CommandRun search =
          CommandRun.of("index", "search", index, "--queries", queries, "-k", 2).succeeded();
      assertThat(search.out().lines()).hasSize(50);
      assertThat(search.out()).startsWith("0:0.0 ");
      String line =
          CommandRun.of("index", "search", index, "--queries", queries, "--json", "--exact")
              .succeeded()
              .out()
              .lines()
              .skip(7)
              .findFirst()
              .orElseThrow();
      assertThat(Json.parseObject(line)).containsEntry("query", 7L).containsKeys("ids", "scores");

      Map<String, Object> eval =
          Json.parseObject(
              CommandRun.of("index", "eval", index, "--queries", queries, "--json")
                  .succeeded()
                  .out());
      assertThat(eval).containsEntry("queries", 50L).containsKey("exact_queries_per_second");
      assertThat(CommandRun.of("index", "eval", index, "--queries", queries).succeeded().out())
          .contains("recall@10", "exact", "tuned");
    }
  }

  @Test
  void whatIsWrongIsToldInOneLine() throws IOException {
    Path narrow = fvecs("narrow.fvecs", 5, 7);
    Path missing = folder.resolve("none.npy");
    Path text = Files.writeString(folder.resolve("text.npy"), "no numbers in here");
    byte[] bad = Files.readAllBytes(vectors);
    ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putFloat(36 + 8, Float.NaN);
    Path nan = Files.write(folder.resolve("nan.fvecs"), bad);
    CommandRun.of("index", "build", missing, "-o", index)
        .failed(ExitCode.FAILED, missing + ": no such file");
    CommandRun.of("index", "build", text, "-o", index)
        .failed(ExitCode.FAILED, text + ": must begin with the bytes of the npy format");
    CommandRun.of("index", "build", nan, "-o", index)
        .failed(ExitCode.FAILED, nan + ": vector 1: value 1 must be finite: NaN");
    assertThat(index).doesNotExist();
    CommandRun.of("index", "build", vectors, "-o", index).succeeded();
    CommandRun.of("index", "search", index, "--queries", narrow)
        .failed(ExitCode.FAILED, narrow + ": queries must have the index's dimension 8: 7");
    CommandRun.of("index", "search", index, "--queries", nan)
        .failed(ExitCode.FAILED, nan + ": query 1: value 1 must be finite: NaN");
    byte[] whole = Files.readAllBytes(index);
    whole[whole.length / 2] ^= 1;
    Files.write(index, whole);
    CommandRun.of("index", "eval", index, "--queries", queries)
        .failed(ExitCode.FAILED, index + ": section", "checksum");
  }
}
