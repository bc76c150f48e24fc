package org.sluice.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.sluice.data.BestLabels;
import org.sluice.data.SparseRows;

/**
 * The words of the labels' names, to be found again in texts: how much of a name a text holds, and
 * which names it holds as a whole. A label that few training texts have, or none, can be told by
 * its name where no ranker can.
 *
 * <p>Words are compared by their stems, which is their first {@value #STEM} characters without the
 * ending of a plural, and weigh as in the vectoriser: {@code ln((n + 1) / df)}, {@code df} being
 * the training texts with a word of the stem. Words that no training text has weigh as if one had
 * them, but for those with a digit, which are codes. Immutable, safe for many threads.
 */
public final class LabelWords {
  private static final int STEM = 7;

  /** Names that are whole in a text are looked for by stems of at most so many names. */
  private static final int MOST_NAMES = 2_000;

  /** Stem of each feature, -1 where no name has it. */
  private final int[] stemOf;

  /** Weight of each stem. */
  private final float[] weights;

  /** Label l has the stems {@code stems[offsets[l] .. offsets[l + 1])}, distinct. */
  private final int[] offsets;

  private final int[] stems;

  /** Sum of the weights of a label's stems; 0 where its name has no words. */
  private final float[] totals;

  /** Stem s is the rarest of the labels {@code rarest[starts[s] .. starts[s + 1])}. */
  private final int[] starts;

  private final int[] rarest;

  private LabelWords(int[] stemOf, float[] weights, int[] offsets, int[] stems) {
    this.stemOf = stemOf;
    this.weights = weights;
    this.offsets = offsets;
    this.stems = stems;
    int labels = offsets.length - 1;
    totals = new float[labels];
    int[] key = new int[labels];
    starts = new int[weights.length + 1];
    for (int label = 0; label < labels; label++) {
      key[label] = -1;
      for (int k = offsets[label]; k < offsets[label + 1]; k++) {
        totals[label] += weights[stems[k]];
        if (key[label] < 0 || weights[stems[k]] > weights[key[label]]) {
          key[label] = stems[k];
        }
      }
      if (key[label] >= 0) {
        starts[key[label] + 1]++;
      }
    }
    for (int s = 0; s < weights.length; s++) {
      starts[s + 1] += starts[s];
    }
    rarest = new int[starts[weights.length]];
    int[] next = starts.clone();
    for (int label = 0; label < labels; label++) {
      if (key[label] >= 0) {
        rarest[next[key[label]]++] = label;
      }
    }
  }

  /**
   * Reads names.
   *
   * @param words vectoriser of the rows that will be asked for; its features that are single words
   *     count
   * @param names name of label k at place k
   * @return nothing where the vectoriser keeps no words, since it hashes them, or names have none
   */
  public static Optional<LabelWords> of(Vectorizer words, List<String> names) {
    if (words.config().hashBits() > 0) {
      return Optional.empty();
    }
    VectorizerState state = words.state();
    String[] stemsOfTerms =
        state.terms().stream().map(LabelWords::stemOfTerm).toArray(String[]::new);
    Set<String> known = new HashSet<>(Arrays.asList(stemsOfTerms));
    Map<String, Integer> ids = new HashMap<>();
    int[] offsets = new int[names.size() + 1];
    int[] stems = new int[4 * names.size() + 16];
    TermReader reader = new TermReader(words(words.config()));
    Set<String> found = new LinkedHashSet<>();
    for (int label = 0; label < names.size(); label++) {
      found.clear();
      reader.read(
          names.get(label),
          (chars, from, to) -> {
            String word = new String(chars, from, to - from);
            String stem = stem(word);
            if (known.contains(stem) || word.chars().noneMatch(Character::isDigit)) {
              found.add(stem);
            }
          });
      int count = offsets[label];
      stems =
          stems.length < count + found.size()
              ? Arrays.copyOf(stems, 2 * count + found.size())
              : stems;
      for (String stem : found) {
        stems[count++] = ids.computeIfAbsent(stem, s -> ids.size());
      }
      offsets[label + 1] = count;
    }
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    int[] stemOf = new int[stemsOfTerms.length];
    long[] documents = new long[ids.size()];
    for (int feature = 0; feature < stemOf.length; feature++) {
      int stem = ids.getOrDefault(stemsOfTerms[feature], -1);
      stemOf[feature] = stem;
      if (stem >= 0) {
        documents[stem] += state.documentFrequency()[feature];
      }
    }
    return Optional.of(
        new LabelWords(
            stemOf,
            weights(documents, state.documents()),
            offsets,
            Arrays.copyOf(stems, offsets[names.size()])));
  }

  private static float[] weights(long[] documents, int all) {
    float[] weights = new float[documents.length];
    for (int stem = 0; stem < weights.length; stem++) {
      // Texts with two forms of a word were counted twice.
      weights[stem] = (float) Math.log((all + 1.0) / Math.clamp(documents[stem], 1, all));
    }
    return weights;
  }

  /** Stem of a feature that is a word, of others nothing that a name could have. */
  private static String stemOfTerm(String term) {
    boolean word = term.indexOf(' ') < 0 && term.charAt(0) != TermReader.CHARACTERS;
    return word ? stem(term) : "";
  }

  private static VectorizerConfig words(VectorizerConfig config) {
    return new VectorizerConfig(
        1, 0, 1, 1, config.minWordLength(), config.maxWordLength(), false, 0);
  }

  /** The part that the forms of a word have in common, roughly. */
  private static String stem(String word) {
    int end = word.length();
    String singular = word;
    if (end > 3 && word.endsWith("ies")) {
      singular = word.substring(0, end - 3) + "y";
    } else if (end > 3 && word.endsWith("s") && !word.endsWith("ss")) {
      singular = word.substring(0, end - 1);
    }
    return singular.substring(0, Math.min(singular.length(), STEM));
  }

  /** Number of labels. */
  public int labels() {
    return totals.length;
  }

  /** A new reader for the use of one thread. */
  public Reader reader() {
    return new Reader();
  }

  /** Looks for names in one text after another. For one thread. */
  public final class Reader {
    private final boolean[] present = new boolean[weights.length];
    private int[] marked = new int[64];
    private int count;

    private Reader() {}

    /** Takes the words of a row of {@code x}, as the vectoriser made it. */
    public void read(SparseRows x, int row) {
      for (int i = 0; i < count; i++) {
        present[marked[i]] = false;
      }
      count = 0;
      for (int k = x.offsets()[row]; k < x.offsets()[row + 1]; k++) {
        int stem = stemOf[x.indices()[k]];
        if (stem >= 0 && !present[stem]) {
          present[stem] = true;
          if (count == marked.length) {
            marked = Arrays.copyOf(marked, 2 * count);
          }
          marked[count++] = stem;
        }
      }
    }

    /** How much of a label's name the text holds, from 0 to 1; 0 where the name has no words. */
    public float share(int label) {
      float sum = 0;
      for (int k = offsets[label]; k < offsets[label + 1]; k++) {
        sum += present[stems[k]] ? weights[stems[k]] : 0;
      }
      return sum == 0 ? 0 : sum / totals[label];
    }

    /**
     * The labels whose names the text holds as a whole, by falling weight of the name.
     *
     * @param left whether a label is left out
     * @param best receives the labels
     * @return number of labels received, at most the length of {@code best}
     */
    public int whole(IntPredicate left, int[] best) {
      int found = 0;
      for (int i = 0; i < count; i++) {
        int stem = marked[i];
        if (starts[stem + 1] - starts[stem] > MOST_NAMES) {
          continue;
        }
        for (int p = starts[stem]; p < starts[stem + 1]; p++) {
          int label = rarest[p];
          if (holds(label) && !left.test(label)) {
            found = BestLabels.insert(label, totals, best, found);
          }
        }
      }
      return found;
    }

    private boolean holds(int label) {
      for (int k = offsets[label]; k < offsets[label + 1]; k++) {
        if (!present[stems[k]]) {
          return false;
        }
      }
      return true;
    }
  }
}
