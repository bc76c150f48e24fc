package org.sluice.data;

/** The comma-separated labels at the start of a line, as ids or as names. */
final class LabelTokens {
  private LabelTokens() {}

  /** Adds the labels in {@code bytes[from .. to)}; nothing or spaces alone mean no labels. */
  static void add(byte[] bytes, int from, int to, LabelCollector labels) throws RowFault {
    boolean blank = true;
    for (int i = from; i < to && blank; i++) {
      blank = bytes[i] == ' ';
    }
    if (blank) {
      return;
    }
    int at = from;
    while (at <= to) {
      int comma = at;
      while (comma < to && bytes[comma] != ',') {
        comma++;
      }
      int start = at;
      int end = comma;
      while (start < end && bytes[start] == ' ') {
        start++;
      }
      while (end > start && bytes[end - 1] == ' ') {
        end--;
      }
      if (start == end) {
        throw new RowFault(at, "label must not be empty: " + Shown.of(bytes, from, to));
      }
      if (labels.fileNames() == null) {
        labels.addName(RowParser.decode(bytes, start, end));
      } else {
        labels.addId(id(bytes, start, end, labels.fileNames().size()));
      }
      at = comma + 1;
    }
  }

  private static int id(byte[] bytes, int from, int to, int bound) throws RowFault {
    long id = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new RowFault(
            from,
            "label must be a line number of the labels file, from 0: " + Shown.of(bytes, from, to));
      }
      id = Math.min(Integer.MAX_VALUE, id * 10 + digit);
    }
    if (id >= bound) {
      throw new RowFault(
          from, "label must be below " + bound + " (labels file): " + Shown.of(bytes, from, to));
    }
    return (int) id;
  }
}
