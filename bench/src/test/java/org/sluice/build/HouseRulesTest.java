package org.sluice.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The house rules hold everywhere, and each of them can be broken. */
class HouseRulesTest {
  @Test
  void filesStayShort() {
    assertThat(findings(SourceTree.javaFiles(), HouseRules::length)).isEmpty();
    assertThat(HouseRules.length("A.java", "\n".repeat(HouseRules.MAX_LINES))).isEmpty();
    assertThat(HouseRules.length("A.java", "\n".repeat(HouseRules.MAX_LINES + 1))).hasSize(1);
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(findings(SourceTree.files(), HouseRules::marks)).isEmpty();
    assertThat(HouseRules.marks("A.java", "a\n// TO" + "DO b"))
        .containsExactly("A.java:2: a mark of unfinished work: TO" + "DO");
  }

  @Test
  void nothingNamesAFolderOfOneMachine() {
    assertThat(findings(SourceTree.files(), HouseRules::machinePaths)).isEmpty();
    assertThat(HouseRules.machinePaths("a.md", "see /ho" + "me/ann/data")).hasSize(1);
    assertThat(HouseRules.machinePaths("a.md", "see ../wo" + "rk/a and /usr/lib/jvm/25")).isEmpty();
  }

  @Test
  void publicTypesAreDocumented() {
    assertThat(findings(SourceTree.mainJavaFiles(), HouseRules::undocumented)).isEmpty();
    assertThat(HouseRules.undocumented("A.java", "public record A(int b) {}\nclass C {}"))
        .containsExactly("A.java: public type A has no Javadoc");
    assertThat(HouseRules.undocumented("A.java", "/** A. */\npublic enum A {}")).isEmpty();
  }

  @Test
  void everyPackageSaysItsIdea() {
    Set<Path> packages =
        SourceTree.mainJavaFiles().stream()
            .filter(file -> !file.endsWith("module-info.java"))
            .map(Path::getParent)
            .collect(Collectors.toSet());

    assertThat(packages)
        .isNotEmpty()
        .allSatisfy(
            folder ->
                assertThat(SourceTree.namesIn(folder))
                    .as(SourceTree.name(folder))
                    .contains("package-info.java"));
  }

  private static List<String> findings(
      List<Path> files, BiFunction<String, String, List<String>> rule) {
    assertThat(files).isNotEmpty();
    return files.stream()
        .flatMap(file -> rule.apply(SourceTree.name(file), SourceTree.read(file)).stream())
        .toList();
  }
}
