package org.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.data.LabelDictionary;
import org.sluice.text.VectorizerConfig;

/** A folder changes as a whole or not at all, and only where it is a model's. */
class SavingTest {
  @TempDir Path root;

  private Path saved(long seed) throws IOException {
    Path folder = root.resolve("model");
    try (Model model = ModelSamples.features(seed, 3, 2)) {
      model.save(folder);
    }
    return folder;
  }

  private static float firstBias(Path folder) throws IOException {
    try (Model model = Model.load(folder)) {
      return model.network().output().biases()[0];
    }
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> list = Files.list(root)) {
      return list.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void savingAgainReplaces() throws IOException {
    float first = firstBias(saved(1));
    float second = firstBias(saved(2));
    assertThat(second).isNotEqualTo(first);
    assertThat(entries()).containsExactly("model");
  }

  @Test
  void foldersAboveAreMade() throws IOException {
    try (Model model = ModelSamples.features(1, 3, 2)) {
      model.save(root.resolve("a/b/model"));
    }
    assertThat(root.resolve("a/b/model/manifest.json")).exists();
  }

  @Test
  void failingWhileWritingKeepsTheOldModel() throws IOException {
    Path folder = saved(1);
    float before = firstBias(folder);
    FolderSwap swap = new FolderSwap(folder);
    assertThatThrownBy(
            () ->
                swap.replace(
                    fresh -> {
                      Files.writeString(fresh.resolve(NetworkFile.NAME), "half");
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");
    assertThat(firstBias(folder)).isEqualTo(before);
    assertThat(entries()).containsExactly("model");
  }

  @Test
  void failingAfterTheWeightsLeavesNothing() throws IOException {
    Path folder = root.resolve("model");
    try (Model good = ModelSamples.features(1, 3, 2);
        Model bad =
            new Model(
                good.network(),
                Optional.empty(),
                new LabelDictionary(List.of("fine", "half \ud800")),
                new int[2],
                1,
                good.config(),
                good.provenance())) {
      assertThatThrownBy(() -> bad.save(folder))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "cannot save the model to "
                  + folder
                  + ": labels.tsv, line 2: names must be valid Unicode, this one holds half a"
                  + " surrogate pair");
      assertThat(entries()).isEmpty();
      good.save(folder);
      float before = firstBias(folder);
      assertThatThrownBy(() -> bad.save(folder)).isInstanceOf(IOException.class);
      assertThat(firstBias(folder)).isEqualTo(before);
    }
  }

  @Test
  void weightsOfADivergedRunAreNotSaved() throws IOException {
    Path folder = saved(1);
    float before = firstBias(folder);
    try (Model model = ModelSamples.features(2, 3, 2)) {
      float[] row = new float[16];
      row[5] = Float.POSITIVE_INFINITY;
      model.network().input().weights().set(2, row, 0);
      assertThatThrownBy(() -> model.save(folder))
          .hasMessage(
              "cannot save the model to "
                  + folder
                  + ": tensor input.weights: values must be finite, value 37 is not: Infinity");
    }
    try (Model model = ModelSamples.text(2)) {
      float[] row = new float[3];
      row[1] = Float.NaN;
      model.network().output().weights().set(4, row, 0);
      assertThatThrownBy(() -> model.save(folder))
          .hasMessageEndingWith(
              "tensor output.weights: values must be finite, value 13 is not: NaN");
    }
    assertThat(firstBias(folder)).isEqualTo(before);
    assertThat(entries()).containsExactly("model");
  }

  @Test
  void crashBetweenTheRenamesLosesNothing() throws IOException {
    Path folder = saved(1);
    float before = firstBias(folder);
    Files.move(folder, FolderSwap.aside(folder));
    assertThat(firstBias(folder)).isEqualTo(before);
    assertThat(ModelSummary.read(folder).bytes()).isPositive();
    assertThatThrownBy(
            () ->
                new FolderSwap(folder)
                    .replace(
                        fresh -> {
                          throw new IOException("again");
                        }))
        .hasMessage("again");
    assertThat(entries()).containsExactly("model");
    assertThat(firstBias(folder)).isEqualTo(before);
    saved(2);
    assertThat(entries()).containsExactly("model");
  }

  @Test
  void crashBeforeTheOldModelIsDeletedLeavesTheNewOne() throws IOException {
    Path folder = saved(1);
    Files.move(folder, FolderSwap.aside(folder));
    Files.createDirectory(root.resolve("other"));
    try (Model model = ModelSamples.features(2, 3, 2)) {
      model.save(root.resolve("other"));
    }
    Files.move(root.resolve("other"), folder);
    float second = firstBias(folder);
    saved(3);
    assertThat(firstBias(folder)).isNotEqualTo(second);
    assertThat(entries()).containsExactly("model");
  }

  @Test
  void behindALinkTheFolderIsReplacedAndTheLinkStays() throws IOException {
    Path folder = saved(1);
    Path link = Files.createSymbolicLink(root.resolve("link"), folder);
    try (Model model = ModelSamples.features(2, 3, 2)) {
      model.save(link);
    }
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(firstBias(folder)).isEqualTo(firstBias(link));
    assertThat(entries()).containsExactly("link", "model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"real/model", "real/../real/model", "second", "ABSOLUTE"})
  void crashBehindALinkLosesNothing(String says) throws IOException {
    Path real = Files.createDirectory(root.resolve("real")).resolve("model");
    Files.createSymbolicLink(root.resolve("second"), Path.of("real/model"));
    Path link =
        Files.createSymbolicLink(
            root.resolve("link"), says.equals("ABSOLUTE") ? real : Path.of(says));
    float first;
    try (Model model = ModelSamples.features(1, 3, 2)) {
      model.save(real);
      first = model.network().output().biases()[0];
    }
    assertThat(firstBias(link)).isEqualTo(first);
    Path aside = real.resolveSibling(".model.sluice-old");
    Files.move(real, aside);
    assertThat(firstBias(link)).isEqualTo(first);
    assertThat(ModelSummary.read(link).bytes()).isPositive();
    Model.checkTarget(link);
    try (Model model = ModelSamples.features(2, 3, 2)) {
      model.save(link);
      assertThat(firstBias(link))
          .isEqualTo(model.network().output().biases()[0])
          .isNotEqualTo(first);
    }
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(real).isDirectory();
    assertThat(aside).doesNotExist();
    assertThat(entries()).containsExactly("link", "real", "second");
  }

  @Test
  void linksInARingAreRefused() throws IOException {
    Path one = Files.createSymbolicLink(root.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(root.resolve("two"), Path.of("one"));
    refused(one, "it is not a folder");
    assertThatThrownBy(() -> Model.load(one)).isInstanceOf(ModelFormatException.class);
  }

  @Test
  void whatIsNoModelIsNotReplaced() throws IOException {
    refused(Files.createFile(root.resolve("file")), "it is not a folder");
    refused(root.resolve("file/model"), root.resolve("file") + " is not a folder");
    Path photos = Files.createDirectory(root.resolve("photos"));
    Files.createFile(photos.resolve("one.jpg"));
    refused(photos, "it holds one.jpg and is not a Sluice model");
    Path mine = saved(1);
    Files.createFile(mine.resolve("notes.txt"));
    refused(mine, "it holds notes.txt, which is not part of the model there");
    Path broken = Files.createDirectory(root.resolve("broken"));
    Files.writeString(broken.resolve(Manifest.NAME), "{}");
    refused(broken, "it holds manifest.json and is not a Sluice model");
    assertThat(photos.resolve("one.jpg")).exists();
    assertThat(mine.resolve("notes.txt")).exists();
    Model.checkTarget(Files.createDirectory(root.resolve("empty")));
    Model.checkTarget(root.resolve("a/b/c"));
  }

  private static void refused(Path folder, String reason) {
    String message = "cannot save a model to " + folder + ": " + reason;
    assertThatThrownBy(() -> Model.checkTarget(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
    try (Model model = ModelSamples.features(1, 3, 2)) {
      assertThatThrownBy(() -> model.save(folder)).hasMessage(message);
    }
  }

  @Test
  void closedFoldersAreNamed() throws IOException {
    Path folder = saved(1);
    Path closed = Files.createDirectory(root.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Path labels = folder.resolve(ModelFiles.LABELS);
    Files.setPosixFilePermissions(labels, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(labels), "the system lets us read everything");
      refused(closed.resolve("model"), "no permission to write in " + closed);
      assertThatThrownBy(() -> Model.load(folder)).hasMessageContaining("permission denied");
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Property(tries = 200)
  void anyNameComesBack(@ForAll List<String> names) throws IOException {
    List<String> valid = new ArrayList<>();
    for (String name : names) {
      // What UTF-8 cannot say is replaced here; that it is refused is tested above.
      valid.add(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
    Path folder = Files.createTempDirectory("names");
    Path file = folder.resolve("labels.tsv");
    try {
      new CountedNames(valid, new int[valid.size()]).write(file);
      assertThat(CountedNames.read(file).names()).isEqualTo(valid);
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
  }

  @Test
  void aModelOfTwoStagesIsReplacedAsAWhole() throws IOException {
    Path folder = root.resolve("model");
    try (Model model = ModelSamples.ranked(1, VectorizerConfig.defaults())) {
      model.save(folder);
    }
    assertThat(folder.resolve(RankingFiles.RANKERS)).exists();
    saved(2);
    assertThat(folder.resolve(RankingFiles.RANKERS)).doesNotExist();
    assertThat(folder.resolve(RankingFiles.VOCABULARY)).doesNotExist();
  }

  @Test
  void summaryTellsHowLargeTheSecondStageIs() throws IOException {
    Path folder = root.resolve("ranked");
    long weights;
    try (Model model = ModelSamples.ranked(1, 9, 7, 4, 3)) {
      model.save(folder);
      weights = model.ranking().get().rankers().codes().length;
    }
    Map<?, ?> ranking = (Map<?, ?>) ModelSummary.read(folder).toMap().get("ranking");
    assertThat(ranking.get("weights")).isEqualTo(weights);
    assertThat(ranking.get("lists")).isEqualTo(4L);
    assertThat(ranking.get("listSize")).isEqualTo(3);
    assertThat(ranking.get("probes")).isEqualTo(2);
    assertThat(ranking.get("features")).isEqualTo(9);
    assertThat(ranking.get("neighbours")).isEqualTo(7);
    assertThat(ranking.containsKey("text")).isFalse();
    assertThat(ModelSummary.read(folder).lines()).anyMatch(line -> line.matches(" {2}lists +4"));
  }

  @Test
  void summaryTellsWhatTheModelIs() throws IOException {
    Path folder = root.resolve("text");
    try (Model model = ModelSamples.text(1)) {
      model.save(folder);
    }
    ModelSummary summary = ModelSummary.read(folder);
    assertThat(summary.toMap())
        .containsEntry("input", "text")
        .containsEntry("labels", 5)
        .containsEntry("hidden", List.of(20, 3))
        .containsEntry("parameters", 4 * 20 + 20 + 20 * 3 + 3 + 3 * 5 + 5L)
        .containsEntry("config", ModelSamples.config().toMap());
    assertThat(summary.bytes())
        .isEqualTo(
            Files.size(folder.resolve(NetworkFile.NAME))
                + Files.size(folder.resolve(ModelFiles.LABELS))
                + Files.size(folder.resolve(ModelFiles.VOCABULARY)));
    assertThat(summary.lines())
        .contains("labels        5", "provenance")
        .anyMatch(line -> line.matches("  data +a sample"));
    Files.write(folder.resolve(ModelFiles.LABELS), new byte[3]);
    assertThatThrownBy(() -> ModelSummary.read(folder)).hasMessageEndingWith("says: 3");
  }
}
