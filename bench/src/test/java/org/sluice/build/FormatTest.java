package org.sluice.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import com.google.googlejavaformat.java.StringWrapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every Java file is as google-java-format writes it. */
class FormatTest {
  private static final String REPAIR =
      "mvn -q -pl bench -am test -Dtest=FormatTest -Dformat.apply=true";

  private static final JavaFormatterOptions.Style STYLE = JavaFormatterOptions.Style.GOOGLE;

  @Test
  void everyFileIsFormatted() throws IOException {
    boolean apply = Boolean.getBoolean("format.apply");
    List<String> differing = new ArrayList<>();
    for (Path file : SourceTree.javaFiles()) {
      String source = SourceTree.read(file);
      String formatted = format(SourceTree.name(file), source);
      if (!formatted.equals(source)) {
        if (apply) {
          Files.writeString(file, formatted);
        } else {
          differing.add(SourceTree.name(file));
        }
      }
    }
    assertThat(differing).as("files to be formatted by: %s", REPAIR).isEmpty();
  }

  @Test
  void carelessFormatIsSeen() {
    String careless = "package a;import java.util.Map;import java.util.List;class A{List<A> a;}";

    assertThat(format("A.java", careless))
        .isEqualTo("package a;\n\nimport java.util.List;\n\nclass A {\n  List<A> a;\n}\n");
  }

  private static String format(String name, String source) {
    try {
      String ordered = ImportOrderer.reorderImports(source, STYLE);
      String used = RemoveUnusedImports.removeUnusedImports(ordered);
      Formatter formatter = new Formatter(JavaFormatterOptions.builder().style(STYLE).build());
      return StringWrapper.wrap(formatter.formatSource(used), formatter);
    } catch (FormatterException e) {
      throw new AssertionError(name + ": " + e.getMessage(), e);
    }
  }
}
