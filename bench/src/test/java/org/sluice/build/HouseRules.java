package org.sluice.build;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Rules about the text of a file. Each returns what is wrong, one line a finding. */
final class HouseRules {
  static final int MAX_LINES = 500;

  // Put together so that this file keeps its own rule.
  private static final Pattern MARKS = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  /** Folders of somebody's machine. Where a system keeps its JDKs is another matter. */
  private static final Pattern MACHINE =
      Pattern.compile("(?<![\\w.~$}*-])/(home|root|Users|work|tmp|mnt|var/folders)/[\\w.]");

  private HouseRules() {}

  static List<String> length(String name, String text) {
    long lines = text.lines().count();
    return lines > MAX_LINES
        ? List.of(name + ": has " + lines + " lines, at most " + MAX_LINES + " are allowed")
        : List.of();
  }

  static List<String> marks(String name, String text) {
    return find(name, text, MARKS, "a mark of unfinished work");
  }

  static List<String> machinePaths(String name, String text) {
    return find(name, text, MACHINE, "a path of one machine");
  }

  /** Public top-level types without Javadoc. */
  static List<String> undocumented(String name, String text) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of(), null, List.of(source(name, text)));
    DocTrees docs = DocTrees.instance(task);
    List<String> findings = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        for (Tree type : unit.getTypeDecls()) {
          if (type instanceof ClassTree named
              && named.getModifiers().getFlags().contains(Modifier.PUBLIC)
              && docs.getDocComment(TreePath.getPath(unit, named)) == null) {
            findings.add(name + ": public type " + named.getSimpleName() + " has no Javadoc");
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return findings;
  }

  private static List<String> find(String name, String text, Pattern pattern, String what) {
    List<String> findings = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = pattern.matcher(lines.get(i));
      if (matcher.find()) {
        findings.add(name + ":" + (i + 1) + ": " + what + ": " + matcher.group());
      }
    }
    return findings;
  }

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
