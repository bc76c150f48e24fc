package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Workshop.class)
@Timeout(120)
class CourseCommandTest {
  private final Workshop workshop;
  @TempDir Path folder;

  CourseCommandTest(Workshop workshop) {
    this.workshop = workshop;
  }

  private CommandRun course(Object... more) {
    Object[] words = {
      "inspect",
      "course",
      workshop.path("deep-model"),
      "--data",
      workshop.path("images/mnist"),
      "--rows",
      40
    };
    return CommandRun.of(Stream.of(words, more).flatMap(Arrays::stream).toArray());
  }

  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  private static List<Map<String, Object>> rows(CommandRun run) {
    return (List<Map<String, Object>>) run.json().get("course");
  }

  @Test
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  void theModelsNetworkIsFollowed() throws IOException {
    Path page = folder.resolve("page.html");
    CommandRun run = course("--json", "--html", page).succeeded();

    assertThat(run.json())
        .containsEntry("title", "deep-model")
        .containsEntry("labels", 50L)
        .containsEntry("rows", 40L)
        .containsEntry("sizes", List.of(1L, 3L, 5L, 10L))
        .containsEntry("interrupted", false);
    assertThat(rows(run))
        .extracting(row -> row.get("name") + " " + row.get("epoch"))
        .containsExactly(
            "hashed-best 20 % K=7 L=12, layer 1 0",
            "hashed-best 20 % K=7 L=12, layer 1: hashing alone 0",
            "hashed-best 20 % K=7 L=12, layer 1 1",
            "hashed-best 20 % K=7 L=12, layer 1: hashing alone 1",
            "hashed-best 20 % K=7 L=12, layer 1 2",
            "hashed-best 20 % K=7 L=12, layer 1: hashing alone 2",
            "hashed-best 20 % K=7 L=12, layer 1 3",
            "hashed-best 20 % K=7 L=12, layer 1: hashing alone 3");
    assertThat(rows(run))
        .allSatisfy(
            row -> {
              assertThat((Double) row.get("accuracy")).isBetween(0.0, 1.0);
              List<Map<String, Object>> sizes = (List<Map<String, Object>>) row.get("sizes");
              assertThat(sizes)
                  .hasSize(4)
                  .allSatisfy(at -> assertThat((Double) at.get("precision")).isBetween(0.0, 1.0));
            });
    assertThat(rows(run).getFirst().get("sizes")).isNotEqualTo(rows(run).getLast().get("sizes"));
    assertThat(run.err()).contains("hashed-best 20 % K=7 L=12  epoch 3/3  accuracy", "a browser");
    assertThat(page).content().contains("\"course\":[", "Over the course of training");
  }

  @Test
  void otherSelectionsSharesAndTablesAreCombined() {
    CommandRun run =
        course(
                "--selections",
                "winner-take-all,hashed-published",
                "--shares",
                "0.1,0.2",
                "--k",
                "4,6",
                "--epochs",
                1,
                "--seed",
                3,
                "--json")
            .succeeded();

    assertThat(rows(run))
        .filteredOn(row -> row.get("epoch").equals(1L))
        .extracting(row -> row.get("name"))
        .containsExactly(
            "winner-take-all 10 %, layer 1",
            "winner-take-all 10 %, layer 1: sign-alsh K=4 L=5 probes=10",
            "winner-take-all 10 %, layer 1: sign-alsh K=6 L=5 probes=10",
            "winner-take-all 20 %, layer 1",
            "winner-take-all 20 %, layer 1: sign-alsh K=4 L=5 probes=10",
            "winner-take-all 20 %, layer 1: sign-alsh K=6 L=5 probes=10",
            "hashed-published 10 % K=4 L=5, layer 1",
            "hashed-published 10 % K=6 L=5, layer 1",
            "hashed-published 20 % K=4 L=5, layer 1",
            "hashed-published 20 % K=6 L=5, layer 1");
    assertThat(run.json()).containsEntry("seed", 3L);
  }

  @Test
  void aTableSaysTheSame() {
    CommandRun run =
        course("--selections", "winner-take-all", "--epochs", 1, "--sizes", "0.02,0.2").succeeded();

    assertThat(run.outLines().getFirst()).isEqualTo("50 units, 40 rows asked; sets of 1, 10 units");
    assertThat(run.out()).contains("precision of sets of", "the strongest found in sets of");
    assertThat(run.out())
        .containsPattern(
            "winner-take-all 20 %, layer 1 +1 +0\\.\\d{4}  1\\.0000  1\\.0000  1\\.0000");
  }

  @Test
  void wrongInputIsNamed() throws IOException {
    course("--layers", 2).failed(ExitCode.USAGE, "--layers must be from 1 to 1: 2");
    course("--selections", "hashed-best", "--k", 13)
        .failed(ExitCode.USAGE, "--k must be from 1 to 12 for ANSWERS, not 13");
    course("--html", folder).failed(ExitCode.FAILED, folder + ": is a folder, not a file");
    CommandRun.of("inspect", "course", workshop.path("model"), "--data", workshop.path("images"))
        .failed(ExitCode.FAILED, "sluice-deep-model");
    CommandRun.of("inspect", "course", folder.resolve("none"), "--data", "d")
        .failed(ExitCode.FAILED, "none");
    CommandRun.of("inspect", "course", workshop.path("deep-model"), "--data", folder)
        .failed(ExitCode.FAILED, folder.toString());
    Path narrow = Files.writeString(folder.resolve("narrow.csv"), "1,2,0\n3,4,1\n5,6,0\n7,8,1\n");
    CommandRun.of("inspect", "course", workshop.path("deep-model"), "--data", narrow)
        .failed(ExitCode.FAILED, "rows must have 784 numbers");
    Path dense = folder.resolve("dense");
    CommandRun.of(
            "deep",
            "train",
            workshop.path("images/mnist"),
            "-o",
            dense,
            "--units",
            20,
            "--selection",
            "full",
            "--epochs",
            1)
        .succeeded();
    CommandRun.of(
            "inspect",
            "course",
            dense,
            "--data",
            workshop.path("images/mnist"),
            "--selections",
            "hashed-best")
        .failed(ExitCode.FAILED, "was trained by whole matrices, which cannot hash");
    assertThat(
            CommandRun.of("inspect", "course", dense, "--data", workshop.path("images/mnist"))
                .succeeded()
                .out())
        .contains("full, layer 1: sign-alsh K=6 L=5 probes=10");
  }
}
