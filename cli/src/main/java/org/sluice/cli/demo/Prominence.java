package org.sluice.cli.demo;

import java.util.List;
import java.util.Set;

/**
 * How likely a person asks for members of a package. Most questions are about the classes that
 * every program uses; the thousands of members of look-and-feel classes or of compiler trees would
 * crowd the answers.
 */
enum Prominence {
  /** What nearly every program uses. */
  CORE,
  /** The rest of the platform. */
  ORDINARY,
  /** Left out: implementations and tooling interfaces. */
  HIDDEN;

  private static final Set<String> CORE_PACKAGES =
      Set.of(
          "java.io",
          "java.lang",
          "java.math",
          "java.net",
          "java.net.http",
          "java.nio.charset",
          "java.nio.file",
          "java.security",
          "java.sql",
          "java.text",
          "java.time",
          "java.time.format",
          "java.time.temporal",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "java.util.function",
          "java.util.random",
          "java.util.regex",
          "java.util.stream",
          "java.util.zip");

  private static final List<String> HIDDEN_PREFIXES =
      List.of(
          "com.sun.java.accessibility.",
          "com.sun.jdi.",
          "com.sun.source.",
          "com.sun.tools.",
          "java.applet.",
          "java.awt.im.",
          "java.awt.peer.",
          "java.beans.beancontext.",
          "java.lang.classfile.",
          "javax.accessibility.",
          "javax.management.relation.",
          "javax.management.modelmbean.",
          "javax.print.attribute.",
          "javax.swing.plaf.",
          "javax.swing.text.html.",
          "javax.lang.model.",
          "jdk.dynalink.",
          "jdk.incubator.",
          "jdk.internal.",
          "jdk.jshell.",
          "jdk.swing.",
          "netscape.",
          "org.ietf.",
          "org.omg.",
          "org.w3c.dom.css.",
          "org.w3c.dom.html.",
          "sun.");

  private static final List<String> LISTS_OF_CONSTANTS =
      List.of("java.lang.Character.Unicode", "java.sql.DatabaseMetaData.");

  /** Prominence of a member. Constants of most packages are names in long lists. */
  static Prominence of(Member member) {
    Prominence prominence = of(member.label());
    boolean listed =
        member.kind() == Member.Kind.FIELD
            && (prominence != CORE
                || LISTS_OF_CONSTANTS.stream().anyMatch(member.label()::startsWith));
    return listed ? HIDDEN : prominence;
  }

  /** Prominence of the package that a full name is in. */
  static Prominence of(String label) {
    for (String prefix : HIDDEN_PREFIXES) {
      if (label.startsWith(prefix)) {
        return HIDDEN;
      }
    }
    if (label.contains(".Accessible")) {
      return HIDDEN;
    }
    return CORE_PACKAGES.contains(packageOf(label)) ? CORE : ORDINARY;
  }

  /** The leading parts of a full name up to the first that starts with a capital letter. */
  static String packageOf(String label) {
    int start = 0;
    while (start < label.length() && !Character.isUpperCase(label.charAt(start))) {
      int dot = label.indexOf('.', start);
      if (dot < 0) {
        return label;
      }
      start = dot + 1;
    }
    return start == 0 ? "" : label.substring(0, start - 1);
  }
}
