package org.sluice.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may use whom. */
class ArchitectureTest {
  /**
   * The packages of core from the ground up. A package uses those of lower levels; within a level
   * it may use a neighbour, but for the ground, whose packages stand alone.
   */
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("json", "memory", "kernel", "parallel"),
          Set.of("data", "text", "hash", "dense"),
          Set.of(
              "index",
              "retrieve",
              "neighbour",
              "nn",
              "optim",
              "loss",
              "config",
              "rank",
              "active",
              "hashednet",
              "autoencoder"),
          Set.of("train", "model", "metric", "predict", "mips", "deep"),
          Set.of("tune", "inspect"),
          Set.of("reproduce"));

  private static final JavaClasses CORE = classesOf("core");
  private static final JavaClasses ALL =
      classesOf(SourceTree.MODULES.toArray(new String[SourceTree.MODULES.size()]));

  @Test
  void simdStaysInTheKernels() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.sluice.kernel..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(ALL);
  }

  @Test
  void coreNeedsNothingButTheJdk() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.sluice..", "java..", "jdk.incubator.vector..")
        .check(CORE);
  }

  @Test
  void noPackageCycles() {
    slices().matching("org.sluice.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void everyPackageOfCoreHasItsLevel() {
    Set<String> placed = LEVELS.stream().flatMap(Set::stream).collect(Collectors.toSet());

    assertThat(CORE.stream().map(ArchitectureTest::conceptOf).distinct())
        .as("packages of core without a level in LEVELS")
        .filteredOn(concept -> !placed.contains(concept))
        .isEmpty();
  }

  @Test
  void packagesUseOnlyLowerLevels() {
    for (int level = 0; level + 1 < LEVELS.size(); level++) {
      Set<String> above =
          LEVELS.stream().skip(level + 1L).flatMap(Set::stream).collect(Collectors.toSet());
      noClasses()
          .that()
          .resideInAnyPackage(packages(LEVELS.get(level)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages(above))
          .check(CORE);
    }
    for (String ground : LEVELS.getFirst()) {
      classes()
          .that()
          .resideInAPackage("org.sluice." + ground + "..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("org.sluice." + ground + "..", "java..", "jdk.incubator..")
          .allowEmptyShould(true)
          .check(CORE);
    }
  }

  @Test
  void coreIsSilent() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CORE);
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CORE);
    noClasses().should().callMethod(System.class, "exit", int.class).check(CORE);
  }

  /** The package below {@code org.sluice}. */
  private static String conceptOf(JavaClass type) {
    return type.getPackageName().replaceFirst("^org\\.sluice\\.?", "").replaceFirst("\\..*", "");
  }

  private static String[] packages(Set<String> concepts) {
    return concepts.stream().map(name -> "org.sluice." + name + "..").toArray(String[]::new);
  }

  private static JavaClasses classesOf(String... modules) {
    List<Path> folders =
        List.of(modules).stream()
            .map(module -> SourceTree.root().resolve(module).resolve("target/classes"))
            .filter(Files::isDirectory)
            .toList();
    JavaClasses imported = new ClassFileImporter().importPaths(folders);
    assertThat(imported).as("compiled classes below %s", folders).isNotEmpty();
    return imported;
  }
}
