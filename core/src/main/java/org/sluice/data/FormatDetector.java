package org.sluice.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Finds out a format from the first lines of a file. */
final class FormatDetector {
  private static final int LINES = 50;
  private static final int LONGEST = 1 << 16;

  /** A header, right or wrong; a number, a tab and a number are a label and a text. */
  private static final Pattern NUMBERS = Pattern.compile("-?\\d+( +-?\\d+)+[ \\t]*");

  private static final Pattern FEATURES = Pattern.compile("[^\\t ]*([ \\t]+-?\\d+:[^\\s:]+)+\\s*");
  private static final Pattern BARE_FEATURES =
      Pattern.compile("\\d+:[^\\s:]+([ \\t]+\\d+:\\S+)*\\s*");
  private static final Pattern SOME_FEATURE = Pattern.compile("(^|.*[ \\t])-?\\d+:\\S*.*");

  private FormatDetector() {}

  static DataFormat detect(ByteLines lines, String source) throws IOException {
    int to = Math.min(lines.limit(), lines.peekStart() + LONGEST);
    byte[] head = java.util.Arrays.copyOfRange(lines.buffer(), lines.peekStart(), to);
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        throw new BadDataException(source, 0, 0, "must be text: byte 0x00 at offset " + i);
      }
    }
    // Only pure ASCII matters here, so bytes may stand for characters.
    List<String> first =
        new String(head, StandardCharsets.ISO_8859_1)
            .lines()
            .filter(line -> !line.isBlank())
            .limit(LINES)
            .toList();
    if (first.isEmpty()) {
      throw new BadDataException(source, 0, 0, "file must not be empty");
    }
    if (first.getFirst().stripLeading().startsWith("{")) {
      return DataFormat.JSONL;
    }
    if (NUMBERS.matcher(first.getFirst()).matches()) {
      return DataFormat.XMC;
    }
    if (mostly(first, FormatDetector::isFeatureLine)) {
      return DataFormat.LIBSVM;
    }
    if (mostly(first, line -> line.indexOf('\t') >= 0)) {
      return DataFormat.TSV;
    }
    if (mostly(first, line -> SOME_FEATURE.matcher(line).matches())) {
      return DataFormat.LIBSVM;
    }
    throw new BadDataException(
        source,
        1,
        0,
        "format cannot be told from the first lines, name it (xmc, tsv, libsvm, jsonl or text): "
            + Shown.of(head, 0, (int) Math.min(head.length, first.getFirst().length())));
  }

  private static boolean isFeatureLine(String line) {
    return FEATURES.matcher(line).matches() || BARE_FEATURES.matcher(line).matches();
  }

  private static boolean mostly(List<String> lines, java.util.function.Predicate<String> test) {
    return 2 * lines.stream().filter(test).count() > lines.size();
  }
}
