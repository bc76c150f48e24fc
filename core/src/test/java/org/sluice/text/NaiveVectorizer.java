package org.sluice.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The definition of the vectoriser, written for reading and not for speed. */
final class NaiveVectorizer {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]+");

  private NaiveVectorizer() {}

  static List<String> terms(String text, VectorizerConfig config) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      int length = (int) matcher.group().codePoints().count();
      if (length >= config.minWordLength() && length <= config.maxWordLength()) {
        words.add(matcher.group());
      }
    }
    List<String> terms = new ArrayList<>();
    for (int n = 1; n <= config.wordNgrams(); n++) {
      for (int i = 0; i + n <= words.size(); i++) {
        terms.add(String.join(" ", words.subList(i, i + n)));
      }
    }
    for (String word : words) {
      int[] points = ("<" + word + ">").codePoints().toArray();
      for (int n = 3; n <= config.charNgrams(); n++) {
        for (int i = 0; i + n <= points.length; i++) {
          terms.add("#" + new String(points, i, n));
        }
      }
    }
    return terms;
  }

  /** Vectors as maps from term to value. */
  static List<Map<String, Double>> fitAndTransform(
      List<String> training, List<String> texts, VectorizerConfig config) {
    Map<String, Integer> df = new HashMap<>();
    for (String text : training) {
      new HashSet<>(terms(text, config)).forEach(term -> df.merge(term, 1, Integer::sum));
    }
    df.values()
        .removeIf(
            count ->
                count < config.minDocuments()
                    || count > config.maxDocumentShare() * training.size());
    List<Map<String, Double>> rows = new ArrayList<>();
    for (String text : texts) {
      Map<String, Integer> counts = new HashMap<>();
      terms(text, config).stream()
          .filter(df::containsKey)
          .forEach(term -> counts.merge(term, 1, Integer::sum));
      Map<String, Double> row = new TreeMap<>();
      counts.forEach(
          (term, n) ->
              row.put(
                  term,
                  (config.sublinearTf() ? 1 + Math.log(n) : n)
                      * Math.log((training.size() + 1.0) / df.get(term))));
      double norm = Math.sqrt(row.values().stream().mapToDouble(v -> v * v).sum());
      row.replaceAll((term, value) -> value / norm);
      rows.add(row);
    }
    return rows;
  }
}
