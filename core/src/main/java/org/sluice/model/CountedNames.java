package org.sluice.model;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names with a count each, as a file of lines {@code name<TAB>count}: labels with their training
 * rows, terms with their training texts. In names {@code \\}, {@code \t}, {@code \n} and {@code \r}
 * stand for a backslash, a tab and the two line ends. UTF-8.
 *
 * @param names any text without halves of surrogate pairs
 * @param counts at least 0, one a name
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record CountedNames(List<String> names, int[] counts) {
  private static final String PLAIN = "\\\t\n\r";
  private static final String CODES = "\\tnr";

  FileRecord write(Path file) throws IOException {
    try (CheckedOutput out = new CheckedOutput(file)) {
      // Not closed: closing would hide what finish() still has to write.
      Writer writer =
          new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
      for (int line = 0; line < names.size(); line++) {
        requireUnicode(file, line, names.get(line));
        writer.append(escape(names.get(line))).append('\t');
        writer.append(Integer.toString(counts[line])).append('\n');
      }
      writer.flush();
      return out.finish();
    }
  }

  /** Half a surrogate pair has no form in UTF-8; a writer would replace it in silence. */
  private static void requireUnicode(Path file, int before, String name) throws IOException {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isSurrogate(name.charAt(i))) {
        if (Character.charCount(name.codePointAt(i)) == 1) {
          throw new IOException(
              file.getFileName()
                  + ", line "
                  + (before + 1)
                  + ": names must be valid Unicode, this one holds half a surrogate pair");
        }
        i++;
      }
    }
  }

  static String escape(String name) {
    StringBuilder out = null;
    for (int i = 0; i < name.length(); i++) {
      int code = PLAIN.indexOf(name.charAt(i));
      if (code >= 0 && out == null) {
        out = new StringBuilder().append(name, 0, i);
      }
      if (code >= 0) {
        out.append('\\').append(CODES.charAt(code));
      } else if (out != null) {
        out.append(name.charAt(i));
      }
    }
    return out == null ? name : out.toString();
  }

  static CountedNames read(Path file) throws ModelFormatException {
    List<String> names = new ArrayList<>();
    int[] counts = new int[1024];
    // A decoder that reports: the default one would replace wrong bytes in silence.
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()),
            1 << 16)) {
      String line;
      while ((line = in.readLine()) != null) {
        if (names.size() == counts.length) {
          counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        int tab = line.lastIndexOf('\t');
        counts[names.size()] = count(file, names.size(), line, tab);
        names.add(unescape(file, names.size(), line, tab));
      }
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(file, "must be UTF-8, is not after line " + names.size(), e);
    } catch (ModelFormatException e) {
      throw e;
    } catch (IOException e) {
      throw ModelFormatException.unreadable(file, e);
    }
    return new CountedNames(names, Arrays.copyOf(counts, names.size()));
  }

  /** Checks that there is a line for each of the things that the names belong to. */
  void requireSize(Path file, int expected, String what) throws ModelFormatException {
    if (names.size() != expected) {
      throw new ModelFormatException(
          file,
          "must have one line for each of the " + expected + " " + what + ": " + names.size());
    }
  }

  private static int count(Path file, int before, String line, int tab)
      throws ModelFormatException {
    try {
      if (tab >= 0 && tab + 1 < line.length() && Character.isDigit(line.charAt(tab + 1))) {
        return Integer.parseInt(line, tab + 1, line.length(), 10);
      }
    } catch (NumberFormatException e) {
      throw wrong(file, before, "count must be a whole number below 2^31", line);
    }
    throw wrong(file, before, "must be a name, a tab and a whole number", line);
  }

  private static String unescape(Path file, int before, String line, int end)
      throws ModelFormatException {
    if (line.lastIndexOf('\t', end - 1) >= 0) {
      throw wrong(file, before, "must have a single tab", line);
    }
    int at = line.indexOf('\\');
    if (at < 0 || at >= end) {
      return line.substring(0, end);
    }
    StringBuilder out = new StringBuilder().append(line, 0, at);
    for (; at < end; at++) {
      char c = line.charAt(at);
      if (c == '\\') {
        int code = ++at < end ? CODES.indexOf(line.charAt(at)) : -1;
        if (code < 0) {
          throw wrong(file, before, "a backslash must be followed by one of \\tnr", line);
        }
        c = PLAIN.charAt(code);
      }
      out.append(c);
    }
    return out.toString();
  }

  private static ModelFormatException wrong(Path file, int before, String rule, String line) {
    return new ModelFormatException(file, "line " + (before + 1) + ": " + rule + ": " + line);
  }
}
