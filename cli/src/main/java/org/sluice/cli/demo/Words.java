package org.sluice.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** The words of identifiers and the forms of verbs. */
final class Words {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z]{3})(?=[0-9])|[^\\p{L}\\p{N}]+");
  private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Map<String, String> IRREGULAR =
      Map.of("has", "have", "does", "do", "is", "is", "this", "this", "goes", "go");
  private static final Set<String> NO_VERBS =
      Set.of("class", "address", "access", "process", "always", "indicates", "express", "pass");

  private Words() {}

  /** Words of an identifier in lower case: {@code readAllLines} gives {@code read all lines}. */
  static String ofIdentifier(String identifier) {
    return String.join(" ", BOUNDARY.split(identifier)).strip().toLowerCase(Locale.ROOT);
  }

  /** Words of a text in lower case, one space between: the form in which sentences compare. */
  static String key(String text) {
    return NOT_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  /** Words of a text, each kept with the given chance; all words where fewer than two are left. */
  static String thinned(String text, double chance, SplittableRandom random) {
    List<String> kept = new ArrayList<>();
    String key = key(text);
    for (String word : key.split(" ")) {
      if (random.nextDouble() < chance) {
        kept.add(word);
      }
    }
    return kept.size() < 2 ? key : String.join(" ", kept);
  }

  /**
   * The sentence as a person would ask for it: {@code Reads all lines.} becomes {@code read all
   * lines.} Only a first word that ends like a verb in the third person changes.
   */
  static String imperative(String sentence) {
    int end = sentence.indexOf(' ');
    if (end < 0) {
      return sentence;
    }
    return base(sentence.substring(0, end)) + sentence.substring(end);
  }

  private static String base(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (IRREGULAR.containsKey(lower)) {
      return IRREGULAR.get(lower);
    }
    boolean plainWord = lower.chars().allMatch(c -> c >= 'a' && c <= 'z');
    if (!plainWord || lower.length() < 4 || !lower.endsWith("s") || NO_VERBS.contains(lower)) {
      return word;
    }
    if (lower.endsWith("ies")) {
      return lower.substring(0, lower.length() - 3) + "y";
    }
    if (lower.endsWith("ss") || lower.endsWith("us")) {
      return word;
    }
    boolean longEnding =
        lower.endsWith("shes")
            || lower.endsWith("ches")
            || lower.endsWith("sses")
            || lower.endsWith("xes")
            || lower.endsWith("zzes");
    return lower.substring(0, lower.length() - (longEnding ? 2 : 1));
  }
}
