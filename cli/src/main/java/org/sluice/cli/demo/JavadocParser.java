package org.sluice.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the text of a documentation comment, leading asterisks already removed, into plain
 * sentences. Block tags are split off at lines that start with {@code @}; {@link MarkupCleaner}
 * turns the rest into text. Inherited documentation is not resolved: a comment that only inherits
 * has no sentences.
 */
final class JavadocParser {
  private static final Pattern BLOCK_TAG = Pattern.compile("^\\s*@([A-Za-z][\\w.]*)(?:\\s+|$)");
  private static final Pattern RETURN_TAG = Pattern.compile("^\\s*\\{@return\\s");

  /** Sentences beyond this many say little about what a member is for. */
  private static final int MAX_SENTENCES = 12;

  private JavadocParser() {}

  /** Parses the text of a comment. */
  static Javadoc parse(String comment) {
    List<String> parameters = new ArrayList<>();
    String returns = "";
    boolean deprecated = false;
    List<String> blocks = blocks(comment);
    String description = blocks.getFirst();
    for (String block : blocks.subList(1, blocks.size())) {
      Matcher tag = BLOCK_TAG.matcher(block);
      if (!tag.find()) {
        continue;
      }
      String rest = block.substring(tag.end());
      switch (tag.group(1)) {
        case "param" -> {
          String text = MarkupCleaner.clean(afterWord(rest)).strip();
          if (!text.isEmpty()) {
            parameters.add(oneLine(text));
          }
        }
        case "return" -> returns = oneLine(MarkupCleaner.clean(rest));
        case "deprecated" -> deprecated = true;
        default -> {
          // the other tags point elsewhere or tell what goes wrong, not what the member is for
        }
      }
    }
    if (returns.isEmpty() && RETURN_TAG.matcher(description).find()) {
      returns = oneLine(MarkupCleaner.clean(description)).replaceFirst("^Returns ", "");
    }
    List<String> sentences = Sentences.split(MarkupCleaner.clean(description));
    return new Javadoc(
        sentences.subList(0, Math.min(MAX_SENTENCES, sentences.size())),
        parameters,
        returns,
        deprecated);
  }

  /** The description, then each block tag with its text. Braces of inline tags hide an at-sign. */
  private static List<String> blocks(String comment) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    int depth = 0;
    for (String line : (Iterable<String>) comment.lines()::iterator) {
      if (depth <= 0 && BLOCK_TAG.matcher(line).find()) {
        blocks.add(block.toString());
        block.setLength(0);
        depth = 0;
      }
      depth += braces(line, depth);
      block.append(line).append('\n');
    }
    blocks.add(block.toString());
    return blocks;
  }

  /** Change of brace depth over a line; braces count only from an inline tag on. */
  private static int braces(String line, int before) {
    int depth = before;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '{' && (depth > 0 || line.startsWith("{@", i))) {
        depth++;
      } else if (c == '}' && depth > 0) {
        depth--;
      }
    }
    return depth - before;
  }

  private static String afterWord(String text) {
    String stripped = text.stripLeading();
    int end = 0;
    while (end < stripped.length() && !Character.isWhitespace(stripped.charAt(end))) {
      end++;
    }
    return stripped.substring(end);
  }

  private static String oneLine(String text) {
    return String.join(" ", Sentences.split(text));
  }
}
