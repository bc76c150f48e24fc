package org.sluice.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.Predicate;

/** Finds out a format from the first lines of a file, of which a minority may be faulty. */
final class FormatDetector {
  private static final int LINES = 50;
  private static final int LONGEST = 1 << 16;

  private FormatDetector() {}

  static DataFormat detect(ByteLines lines, String source) throws IOException {
    int to = Math.min(lines.limit(), lines.peekStart() + LONGEST);
    byte[] head = Arrays.copyOfRange(lines.buffer(), lines.peekStart(), to);
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
      String what = head.length < LONGEST ? "file" : "beginning";
      throw new BadDataException(source, 0, 0, what + " must not be empty");
    }
    if (first.getFirst().stripLeading().startsWith("{")) {
      return DataFormat.JSONL;
    }
    if (isHeader(first.getFirst())) {
      return DataFormat.XMC;
    }
    if (mostly(first, FormatDetector::isFeatureLine)) {
      return DataFormat.LIBSVM;
    }
    if (mostly(first, line -> line.indexOf('\t') >= 0)) {
      return DataFormat.TSV;
    }
    if (mostly(first, FormatDetector::hasFeature)) {
      return DataFormat.LIBSVM;
    }
    throw new BadDataException(
        source,
        1,
        0,
        "format cannot be told from the first lines, name it (xmc, tsv, libsvm, jsonl or text): "
            + Shown.of(head, 0, Math.min(head.length, first.getFirst().length())));
  }

  private static boolean mostly(List<String> lines, Predicate<String> test) {
    return 2 * lines.stream().filter(test).count() > lines.size();
  }

  /** A header, right or wrong; but a number, a tab and a number are a label and a text. */
  private static boolean isHeader(String line) {
    StringTokenizer tokens = new StringTokenizer(line, " ");
    if (tokens.countTokens() < 2 || line.strip().indexOf('\t') >= 0) {
      return false;
    }
    while (tokens.hasMoreTokens()) {
      String token = tokens.nextToken().strip();
      if (token.isEmpty() || endOfNumber(token) < token.length()) {
        return false;
      }
    }
    return true;
  }

  /** Labels or none, then nothing but features. */
  private static boolean isFeatureLine(String line) {
    StringTokenizer tokens = new StringTokenizer(line, " \t");
    String first = tokens.nextToken();
    int features = isFeature(first) ? 1 : 0;
    while (tokens.hasMoreTokens()) {
      if (!isFeature(tokens.nextToken())) {
        return false;
      }
      features++;
    }
    return features > 0;
  }

  private static boolean hasFeature(String line) {
    StringTokenizer tokens = new StringTokenizer(line, " \t");
    while (tokens.hasMoreTokens()) {
      if (isFeature(tokens.nextToken())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFeature(String token) {
    int colon = endOfNumber(token);
    return colon > 0 && colon < token.length() && token.charAt(colon) == ':';
  }

  /** Where the whole number at the start of a token ends; 0 where there is none. */
  private static int endOfNumber(String token) {
    int from = token.startsWith("-") ? 1 : 0;
    int at = from;
    while (at < token.length() && token.charAt(at) >= '0' && token.charAt(at) <= '9') {
      at++;
    }
    return at == from ? 0 : at;
  }
}
