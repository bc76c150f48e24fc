package org.sluice.reproduce;

/**
 * A column of the table.
 *
 * @param title its head
 * @param name of a key's field or of a figure
 * @param format how values are shown
 */
public record Column(String title, String name, Format format) {
  /** How values are shown. */
  public enum Format {
    /** A text or a whole number. */
    PLAIN,
    /** A share as a percentage. */
    PERCENT,
    /** A mean with four decimals, and the spread over seeds where there are several. */
    SCORE,
    /** A time with three digits. */
    SECONDS,
    /** A large number with separators. */
    COUNT
  }
}
