package org.sluice.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits plain text into sentences. A line feed always ends one: it stands for a paragraph. */
final class Sentences {
  private static final Pattern END = Pattern.compile("[.!?][)\"']?(?=\\s)");
  private static final Pattern ABBREVIATION =
      Pattern.compile("(?:^|\\W)(?:i\\.e|e\\.g|etc|cf|vs|resp|incl|approx|[A-Z])\\.$");
  private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0]+");
  private static final Pattern BEFORE_PUNCTUATION = Pattern.compile("\\s+([.,;:!?)])");

  private Sentences() {}

  /** Sentences of a text, in order, spaces normalised; pieces without a letter are left out. */
  static List<String> split(String text) {
    List<String> sentences = new ArrayList<>();
    for (String paragraph : text.split("\n")) {
      String line = normalise(paragraph);
      int start = 0;
      Matcher end = END.matcher(line);
      while (end.find()) {
        if (!ABBREVIATION.matcher(line.substring(start, end.end())).find()) {
          add(sentences, line.substring(start, end.end()));
          start = end.end();
        }
      }
      add(sentences, line.substring(start));
    }
    return sentences;
  }

  private static String normalise(String text) {
    String spaced = SPACE.matcher(text).replaceAll(" ").strip();
    return BEFORE_PUNCTUATION.matcher(spaced).replaceAll("$1");
  }

  private static void add(List<String> sentences, String piece) {
    String sentence = piece.strip();
    if (sentence.chars().anyMatch(Character::isLetter)) {
      sentences.add(sentence);
    }
  }
}
