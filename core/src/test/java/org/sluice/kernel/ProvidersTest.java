package org.sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  /** What the build says this run is about: scalar, or a number of bits. */
  private static final String EXPECTED = System.getProperty("sluice.test.kernels", "preferred");

  @Test
  void thisRunHasTheKernelsItIsAbout() {
    String got = Kernels.describe();
    System.out.println("kernels of this run: " + got + ", asked for: " + EXPECTED);
    switch (EXPECTED) {
      case "scalar" -> assertThat(got).isEqualTo("scalar");
      case "preferred" ->
          assertThat(got)
              .isEqualTo("vector " + VectorShape.preferredShape().vectorBitSize() + "-bit");
      // every processor has 128 bits; more than it has it cannot give
      case "64", "128" -> assertThat(got).isEqualTo("vector " + EXPECTED + "-bit");
      default -> {
        assertThat(got).matches("vector \\d+-bit");
        assertThat(Integer.parseInt(got.replaceAll("\\D", "")))
            .isBetween(128, Integer.parseInt(EXPECTED));
      }
    }
  }

  @Test
  void withoutTheModuleScalarKernelsRunAndTheFlagIsNamed() throws Exception {
    String output = probe(0);
    assertThat(output).contains("scalar 14.0").contains("--add-modules jdk.incubator.vector");
  }

  @Test
  void withTheModuleVectorKernelsRunInSilence() throws Exception {
    String output = probe(0, "--add-modules", "jdk.incubator.vector");
    assertThat(output).containsPattern("vector \\d+-bit 14.0").doesNotContain("slow");
  }

  @Test
  void vectorsAskedForButMissingAreAnError() throws Exception {
    assertThat(probe(1, "-Dsluice.kernels=vector")).contains("--add-modules jdk.incubator.vector");
  }

  @Test
  void anInterpreterGetsScalarKernels() throws Exception {
    String output = probe(0, "--add-modules", "jdk.incubator.vector", "-Xint");
    assertThat(output).contains("scalar 14.0").contains("-Xint");
  }

  @Test
  void anUnknownChoiceIsNamed() throws Exception {
    String output = probe(0, "--add-modules", "jdk.incubator.vector", "-Dsluice.kernels=fast");
    assertThat(output).contains("must be scalar or vector, not \"fast\"").contains("vector ");
  }

  private static String probe(int exit, String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx64m", "-Xshare:auto"));
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", classPath(), KernelProbe.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exit);
    return output;
  }

  private static String classPath() {
    return location(Kernels.class)
        + System.getProperty("path.separator")
        + location(KernelProbe.class);
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
