package org.sluice.cli.demo;

import java.util.Locale;
import java.util.StringJoiner;

/**
 * The words of a text as the model of the demo sees them: identifiers come apart ({@code
 * BufferedReader} gives two words), and endings that only grammar asks for go, so that "copies",
 * "copying" and "copy" are one word. Descriptions and questions go through here alike. The results
 * need not be words that exist.
 */
final class Terms {
  private Terms() {}

  /** Terms of a text, one space between. */
  static String of(String text) {
    StringJoiner terms = new StringJoiner(" ");
    for (String word : Words.ofIdentifier(text).split(" ")) {
      terms.add(stem(word));
    }
    return terms.toString();
  }

  /** A lower-case word without its grammatical ending. */
  static String stem(String lower) {
    String word = lower.toLowerCase(Locale.ROOT);
    if (word.length() < 4 || !word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
      return word;
    }
    word = withoutPlural(word);
    word = without(word, "ly", "");
    word = without(word, "ied", "y");
    word = without(word, "ing", "");
    word = without(word, "ed", "");
    word = without(word, "sion", "s");
    word = without(word, "tion", "t");
    return word.length() > 3 && word.endsWith("e") ? word.substring(0, word.length() - 1) : word;
  }

  private static String withoutPlural(String word) {
    if (word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    boolean sibilant =
        word.endsWith("sses")
            || word.endsWith("shes")
            || word.endsWith("ches")
            || word.endsWith("xes")
            || word.endsWith("zes");
    if (sibilant) {
      return word.substring(0, word.length() - 2);
    }
    boolean plural =
        word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is");
    return plural ? word.substring(0, word.length() - 1) : word;
  }

  /** Takes an ending off where three letters and a vowel stay; "getting" gives "get". */
  private static String without(String word, String ending, String instead) {
    int end = word.length() - ending.length();
    if (!word.endsWith(ending) || end < 3 || !hasVowel(word, end)) {
      return word;
    }
    String stem = word.substring(0, end) + instead;
    int last = stem.length() - 1;
    boolean twice = instead.isEmpty() && stem.charAt(last) == stem.charAt(last - 1);
    return twice && "lsz".indexOf(stem.charAt(last)) < 0 ? stem.substring(0, last) : stem;
  }

  private static boolean hasVowel(String word, int end) {
    for (int i = 0; i < end; i++) {
      if ("aeiouy".indexOf(word.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
