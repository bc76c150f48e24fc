package org.sluice.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads files that name label k on their line k, counted from 0. */
final class LabelNames {
  private static final List<String> BESIDE =
      List.of("labels.tsv", "labels.tsv.gz", "labels.tsv.xz");

  private LabelNames() {}

  /** The labels file beside a data file, or null. */
  static Path beside(Path data) {
    for (String name : BESIDE) {
      Path candidate = data.resolveSibling(name);
      if (Files.isRegularFile(candidate) && !candidate.equals(data)) {
        return candidate;
      }
    }
    return null;
  }

  static LabelDictionary read(Path file) throws IOException {
    String source = file.toString();
    List<String> names = new ArrayList<>();
    Map<String, Integer> lineOf = new HashMap<>();
    try (InputStream in = DataReader.open(file)) {
      ByteLines lines = new ByteLines(in, source, ByteLines.MAX_LINE);
      while (lines.next()) {
        String name;
        try {
          name = RowParser.decode(lines.buffer(), lines.start(), lines.end());
        } catch (RowFault e) {
          int column = e.position < 0 ? 0 : e.position - lines.start() + 1;
          throw new BadDataException(source, lines.line(), column, e.getMessage());
        }
        // Columns of one name, such as an id and its word, stay one field of what is written later.
        name = name.replace('\t', ' ').strip();
        if (name.isEmpty()) {
          throw new BadDataException(source, lines.line(), 0, "label name must not be empty");
        }
        Integer earlier = lineOf.put(name, (int) lines.line());
        if (earlier != null) {
          throw new BadDataException(
              source,
              lines.line(),
              0,
              "label name must differ from that on line " + earlier + ": " + Shown.of(name));
        }
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw new BadDataException(source, 0, 0, "labels file must not be empty");
    }
    return new LabelDictionary(names);
  }
}
