package org.sluice.cli.demo;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the markup of documentation comments into text: inline tags become their words, HTML
 * elements vanish, entities are decoded, the few marks of Markdown that comments use are dropped.
 * Paragraph-like elements and blank lines become one line feed, other line ends a space. Code
 * examples ({@code <pre>}, fenced blocks, snippets) are left out on purpose: their words belong to
 * the example and not to the member.
 */
final class MarkupCleaner {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?is)<pre\\b.*?(?:</pre\\s*>|\\z)|```.*?(?:```|\\z)|<(script|style|table)\\b.*?</\\1\\s*>"
              + "|<!--.*?-->");
  private static final Pattern ELEMENT = Pattern.compile("</?([a-zA-Z][a-zA-Z0-9]*)\\b[^<>]*>");
  private static final Pattern ENTITY =
      Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});");
  private static final Pattern BLANK_LINES = Pattern.compile("\\n[ \\t]*\\n\\s*");
  private static final Pattern MARKDOWN_LINK =
      Pattern.compile("\\[([^\\[\\]\\n]{1,200})\\](?:\\[[^\\[\\]\\n]{1,200}\\]|\\([^()\\s]+\\))");
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "br",
          "li",
          "ul",
          "ol",
          "dl",
          "dt",
          "dd",
          "div",
          "blockquote",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "tr",
          "td",
          "th",
          "hr",
          "section",
          "table",
          "caption");
  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("amp", "&"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("copy", "\u00a9"),
          Map.entry("reg", "\u00ae"),
          Map.entry("trade", "\u2122"),
          Map.entry("mdash", "\u2014"),
          Map.entry("ndash", "\u2013"),
          Map.entry("hellip", "\u2026"),
          Map.entry("le", "\u2264"),
          Map.entry("ge", "\u2265"),
          Map.entry("ne", "\u2260"),
          Map.entry("times", "\u00d7"),
          Map.entry("minus", "\u2212"),
          Map.entry("plusmn", "\u00b1"),
          Map.entry("pi", "\u03c0"),
          Map.entry("theta", "\u03b8"),
          Map.entry("rarr", "\u2192"),
          Map.entry("larr", "\u2190"),
          Map.entry("lbrace", "{"),
          Map.entry("rbrace", "}"),
          Map.entry("commat", "@"));

  /** Stands for a line feed while ordinary line ends are turned into spaces. */
  private static final char PARAGRAPH = '\u2029';

  private MarkupCleaner() {}

  /** Text of a piece of a comment, paragraphs separated by line feeds. */
  static String clean(String markup) {
    String text = EXAMPLE.matcher(markup).replaceAll("\n\n");
    text = elements(inlineTags(BLANK_LINES.matcher(text).replaceAll(String.valueOf(PARAGRAPH))));
    text = MARKDOWN_LINK.matcher(text).replaceAll("$1").replace("`", "");
    return entities(text).replace('\n', ' ').replace(PARAGRAPH, '\n').strip();
  }

  private static String elements(String text) {
    if (text.indexOf('<') < 0) {
      return text;
    }
    return ELEMENT
        .matcher(text)
        .replaceAll(
            m ->
                BLOCKS.contains(m.group(1).toLowerCase(Locale.ROOT))
                    ? String.valueOf(PARAGRAPH)
                    : "");
  }

  private static String entities(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return ENTITY.matcher(text).replaceAll(m -> Matcher.quoteReplacement(entity(m.group(1))));
  }

  private static String entity(String name) {
    if (name.charAt(0) == '#') {
      boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
      int point = hex ? Integer.parseInt(name, 2, name.length(), 16) : number(name);
      return Character.isValidCodePoint(point) ? Character.toString(point) : " ";
    }
    return ENTITIES.getOrDefault(name, " ");
  }

  private static int number(String name) {
    return Integer.parseInt(name, 1, name.length(), 10);
  }

  /** Replaces inline tags, innermost last: the words of a tag may hold further tags. */
  private static String inlineTags(String text) {
    int open = text.indexOf("{@");
    if (open < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    while (open >= 0) {
      out.append(text, from, open);
      int close = closingBrace(text, open);
      int nameEnd = open + 2;
      while (nameEnd < close && !Character.isWhitespace(text.charAt(nameEnd))) {
        nameEnd++;
      }
      String name = text.substring(open + 2, nameEnd);
      out.append(words(name, text.substring(nameEnd, close).strip()));
      from = Math.min(text.length(), close + 1);
      open = text.indexOf("{@", from);
    }
    return out.append(text, from, text.length()).toString();
  }

  /** Place of the brace that closes the tag opened at {@code open}; the text's end where none. */
  private static int closingBrace(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return text.length();
  }

  private static String words(String tag, String content) {
    return switch (tag) {
      case "code", "literal" -> content.replace("&", "&amp;").replace("<", "&lt;");
      case "link", "linkplain" -> link(content);
      case "return" -> "Returns " + inlineTags(content) + ".";
      case "index", "systemProperty", "summary" -> inlineTags(content);
      default -> ""; // inheritDoc, value, snippet, docRoot and unknown tags have no words here
    };
  }

  /** The label of a link, or where it has none its target: {@code A#b(int)} reads as A.b. */
  private static String link(String content) {
    int end = 0;
    int depth = 0;
    while (end < content.length() && (depth > 0 || !Character.isWhitespace(content.charAt(end)))) {
      char c = content.charAt(end++);
      depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
    }
    String label = content.substring(end).strip();
    if (!label.isEmpty()) {
      return inlineTags(label);
    }
    String target = content.substring(0, end);
    int arguments = target.indexOf('(');
    target = arguments < 0 ? target : target.substring(0, arguments);
    int member = target.indexOf('#');
    String type = member < 0 ? target : target.substring(0, member);
    type = type.substring(type.lastIndexOf('.') + 1).replace("<", "&lt;");
    if (member < 0) {
      return type;
    }
    return type.isEmpty()
        ? target.substring(member + 1)
        : type + '.' + target.substring(member + 1);
  }
}
