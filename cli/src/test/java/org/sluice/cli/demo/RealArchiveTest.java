package org.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The running JDK's archive, where it has one. */
class RealArchiveTest {
  /** A part that is quick to read and answers all of the questions. */
  private static final Predicate<String> WANTED =
      Pattern.compile(
              "java\\.(base|sql|net\\.http)/.*"
                  + "|java\\.desktop/java/awt/Desktop.java"
                  + "|java\\.desktop/javax/(imageio/ImageIO|swing/JFileChooser).java")
          .asMatchPredicate();

  @Test
  void theArchiveOfTheRunningJdkGivesAWholeCorpus() throws IOException {
    List<Member> members = SourceArchive.members(sources().archive(), 2, WANTED);
    assertThat(members).hasSizeBetween(10_000, 50_000);
    DemoCorpus corpus = DemoCorpus.of(members, 1);
    assertThat(corpus.docs())
        .hasSizeBetween(8_000, 40_000)
        .containsKeys("java.nio.file.Files.readAllLines", "java.lang.StringBuilder.reverse");
    assertThat(corpus.train()).hasSizeBetween(50_000, 300_000);
    assertThat(corpus.heldOut()).hasSizeBetween(200, 3_000);
    for (Gold gold : Gold.queries()) {
      assertThat(corpus.docs().keySet()).as(gold.query()).containsAnyElementsOf(gold.accepted());
    }
  }

  private static JdkSources sources() throws IOException {
    try {
      return JdkSources.locate();
    } catch (JdkSources.MissingSourcesException e) {
      return abort(e.getMessage());
    }
  }

  /** A question and the members that answer it. */
  record Gold(String query, List<String> accepted) {
    static List<Gold> queries() throws IOException {
      try (var in = RealArchiveTest.class.getResourceAsStream("gold.tsv")) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.split("\t"))
            .map(cells -> new Gold(cells[1], Arrays.asList(cells[0].split(","))))
            .toList();
      }
    }
  }
}
