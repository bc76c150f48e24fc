package org.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members come out of a small archive of our own. */
class SourceArchiveTest {
  private static final Map<String, String> SOURCES =
      Map.of(
          "tea.base/module-info.java",
          """
          /** exports not.this; */
          module tea.base {
            exports tea; // exports nor.this;
            exports tea.secret to tea.other;
          }
          """,
          "tea.base/tea/package-info.java",
          "/** Tea. */ package tea;",
          "tea.base/tea/Cup.java",
          """
          package tea;
          /** Holds tea. */
          public class Cup<T> extends Vessel<T> implements Lid {
            /** Most cups. */ public static final int MAX = 7;
            /** Hidden. */ private int level;
            /** Makes an empty cup. */ public Cup() {}
            /** Makes a full cup. */ public Cup(int level) {}
            /** Fills the cup. */ public void fill() {}
            /** Fills the cup up to a level. */ protected void fill(int level) {}
            /** {@inheritDoc} */ public void empty() {}
            public void undocumented() {}
            /** Hidden. */ void local() {}
            /** A small cup. */ public static class Mini {
              /** Sips. */ public void sip() {}
            }
            /** Hidden. */ static class Inner { /** Hidden. */ public void deep() {} }
            /** How cups look. */ public enum Look { /** Blue. */ BLUE, PLAIN; }
          }
          /** Hidden by itself. */
          class Vessel<T> {
            /** Empties the vessel. */ public void empty() {}
            /** Breaks the vessel. */ public void smash() {}
            /** Fills the vessel. */ public void fill() {}
            /** Hidden. */ void crack() {}
          }
          """,
          "tea.base/tea/Lid.java",
          """
          package tea;
          /** Keeps warm. */
          public interface Lid {
            /** Lifts the lid. */ void lift();
            /** How heavy. */ int WEIGHT = 3;
            /** A knob. */ record Knob(int size) { /** Turns it. */ public void turn() {} }
            /** Hidden. */ private void secret() {}
          }
          """,
          "tea.base/tea/Broken.java",
          "package tea; /** Odd. */ public class { ((",
          "tea.base/tea/secret/Leaf.java",
          "package tea.secret; /** Hidden. */ public class Leaf {}",
          "loose/Thing.java",
          "/** Hidden. */ public class Thing {}");

  @TempDir private Path folder;

  @Test
  void visibleDocumentedMembersOfExportedPackagesComeOut() throws IOException {
    Map<String, List<String>> docs = new LinkedHashMap<>();
    for (Member member : SourceArchive.members(archive(SOURCES), 2)) {
      docs.computeIfAbsent(member.label(), l -> new java.util.ArrayList<>())
          .addAll(member.doc().sentences());
    }
    docs.values().removeIf(List::isEmpty);
    assertThat(docs)
        .containsOnly(
            Map.entry("tea.Cup", List.of("Holds tea.", "Makes an empty cup.", "Makes a full cup.")),
            Map.entry("tea.Cup.MAX", List.of("Most cups.")),
            Map.entry("tea.Cup.fill", List.of("Fills the cup.", "Fills the cup up to a level.")),
            Map.entry("tea.Cup.empty", List.of("Empties the vessel.")),
            Map.entry("tea.Cup.smash", List.of("Breaks the vessel.")),
            Map.entry("tea.Cup.Mini", List.of("A small cup.")),
            Map.entry("tea.Cup.Mini.sip", List.of("Sips.")),
            Map.entry("tea.Cup.Look", List.of("How cups look.")),
            Map.entry("tea.Cup.Look.BLUE", List.of("Blue.")),
            Map.entry("tea.Lid", List.of("Keeps warm.")),
            Map.entry("tea.Lid.lift", List.of("Lifts the lid.")),
            Map.entry("tea.Lid.WEIGHT", List.of("How heavy.")),
            Map.entry("tea.Lid.Knob", List.of("A knob.")),
            Map.entry("tea.Lid.Knob.turn", List.of("Turns it.")));
  }

  @Test
  void orderDoesNotDependOnThreads() throws IOException {
    Path archive = archive(SOURCES);
    assertThat(SourceArchive.members(archive, 3)).isEqualTo(SourceArchive.members(archive, 1));
  }

  @Test
  void aFileThatIsNoArchiveIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("src.zip"), "no zip");
    assertThatThrownBy(() -> SourceArchive.members(file, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("no readable zip archive");
  }

  @Test
  void anArchiveIsFoundInBothPlaces() throws IOException {
    Path archive = Files.move(archive(SOURCES), folder.resolve("src.zip"));
    assertThat(JdkSources.locate(folder, "25").archive()).isEqualTo(archive.toRealPath());
    Files.createDirectories(folder.resolve("lib"));
    Path usual = Files.copy(archive, folder.resolve("lib/src.zip"));
    assertThat(JdkSources.locate(folder, "25").archive()).isEqualTo(usual.toRealPath());
  }

  @Test
  void aMissingArchiveIsExplained() throws IOException {
    assertThatThrownBy(() -> JdkSources.locate(folder, "25"))
        .isInstanceOf(JdkSources.MissingSourcesException.class)
        .hasMessageContaining(folder.resolve("lib/src.zip") + " does not exist")
        .hasMessageContaining("openjdk-" + Runtime.version().feature() + "-source")
        .hasMessageContaining("./sluice train DATA -o MODEL");
    Files.createDirectories(folder.resolve("lib"));
    Files.createSymbolicLink(folder.resolve("lib/src.zip"), folder.resolve("nowhere"));
    assertThatThrownBy(() -> JdkSources.locate(folder, "25"))
        .hasMessageContaining("is a link that leads nowhere");
  }

  private Path archive(Map<String, String> sources) throws IOException {
    Path archive = folder.resolve("tea.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Map.Entry<String, String> source : sources.entrySet()) {
        zip.putNextEntry(new ZipEntry(source.getKey()));
        zip.write(source.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return archive;
  }
}
