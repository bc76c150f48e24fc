package org.sluice.cli.demo;

/**
 * A documented public member of the JDK.
 *
 * @param label its full name: {@code java.nio.file.Files.readAllLines}, the same for all overloads;
 *     a constructor has the name of its type
 * @param kind what it is
 * @param doc its documentation
 */
public record Member(String label, Kind kind, Javadoc doc) {
  /** Kinds of members. */
  public enum Kind {
    TYPE,
    CONSTRUCTOR,
    METHOD,
    FIELD
  }

  /** Name without package and enclosing types. */
  String simpleName() {
    return label.substring(label.lastIndexOf('.') + 1);
  }

  /** Full name of the enclosing type or package. */
  String owner() {
    return label.substring(0, label.lastIndexOf('.'));
  }
}
