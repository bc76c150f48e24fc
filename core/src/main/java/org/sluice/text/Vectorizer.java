package org.sluice.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sluice.data.SparseDataset;
import org.sluice.data.SparseRows;
import org.sluice.data.TextDataset;

/**
 * Turns text into sparse TF-IDF vectors of length 1, with a dictionary and document frequencies
 * learned from training texts.
 *
 * <p>A term seen {@code tf} times in a text weighs {@code tf}, or {@code 1 + ln tf} when sublinear,
 * times {@code ln((n + 1) / df)}, where {@code df} of the {@code n} training texts have it. The one
 * added to {@code n} keeps a term of all texts above 0 and changes nothing else that matters. A
 * text without known terms becomes an empty row.
 *
 * <p>Features are numbered by falling document frequency, equal ones in the order of first
 * appearance, so frequent features lie together in memory. With {@link VectorizerConfig#hashBits}
 * there is no dictionary: a term's feature is its hash, and document frequencies and their bounds
 * apply to what shares a place. Immutable, safe for many threads.
 */
public final class Vectorizer {
  private final VectorizerConfig config;
  private final int documents;
  private final int[] documentFrequency;

  /** Null where features are hashed. */
  private final TermTable terms;

  /** 0 for a hashed place that the bounds exclude. */
  private final float[] inverse;

  private Vectorizer(
      VectorizerConfig config, int documents, int[] documentFrequency, TermTable terms) {
    this.config = config;
    this.documents = documents;
    this.documentFrequency = documentFrequency;
    this.terms = terms;
    this.inverse = new float[documentFrequency.length];
    for (int k = 0; k < inverse.length; k++) {
      int df = documentFrequency[k];
      boolean used = terms != null || isWithinBounds(config, df, documents);
      inverse[k] = used ? (float) Math.log((documents + 1.0) / df) : 0;
    }
  }

  /**
   * Learns from training texts.
   *
   * @throws IllegalStateException if the different terms fill 2^31 characters; hashing has no such
   *     limit
   */
  public static Vectorizer fit(Iterable<String> texts, VectorizerConfig config) {
    TermCounter counter = new TermCounter(config);
    for (String text : texts) {
      counter.add(text);
    }
    int documents = counter.documents();
    if (config.hashBits() > 0) {
      return new Vectorizer(config, documents, counter.frequencies(), null);
    }
    int[] counts = counter.frequencies();
    int[] kept =
        IntStream.range(0, counter.terms().size())
            .filter(id -> isWithinBounds(config, counts[id], documents))
            .mapToLong(id -> (long) (Integer.MAX_VALUE - counts[id]) << 32 | id)
            .sorted()
            .mapToInt(key -> (int) key)
            .toArray();
    int[] frequency = Arrays.stream(kept).map(id -> counts[id]).toArray();
    return new Vectorizer(config, documents, frequency, counter.terms().select(kept));
  }

  private static boolean isWithinBounds(VectorizerConfig config, int df, int documents) {
    return df >= config.minDocuments() && df <= config.maxDocumentShare() * documents;
  }

  /**
   * A vectoriser from what an earlier one had learned.
   *
   * @throws IllegalArgumentException if a term is empty or appears twice
   */
  public static Vectorizer fromState(VectorizerState state) {
    VectorizerConfig config = state.config();
    if (config.hashBits() > 0) {
      return new Vectorizer(config, state.documents(), state.documentFrequency().clone(), null);
    }
    List<String> names = state.terms();
    TermTable table = new TermTable(names.size());
    for (int k = 0; k < names.size(); k++) {
      char[] term = names.get(k).toCharArray();
      if (term.length == 0) {
        throw new IllegalArgumentException("terms must not be empty: term " + k);
      }
      int id = table.findOrAdd(term, 0, term.length);
      if (id != k) {
        throw new IllegalArgumentException(
            "terms must differ: terms " + id + " and " + k + " are both '" + names.get(k) + "'");
      }
    }
    return new Vectorizer(config, state.documents(), state.documentFrequency().clone(), table);
  }

  /** What {@link #fromState} needs. */
  public VectorizerState state() {
    List<String> names =
        terms == null ? List.of() : IntStream.range(0, terms.size()).mapToObj(terms::term).toList();
    return new VectorizerState(config, documents, names, documentFrequency.clone());
  }

  /** How text becomes features. */
  public VectorizerConfig config() {
    return config;
  }

  /** Number of features: columns of the rows. */
  public int features() {
    return documentFrequency.length;
  }

  /** Number of texts that this was fitted on. */
  public int documents() {
    return documents;
  }

  /** A new encoder for the use of one thread. */
  public TextEncoder encoder() {
    return new TextEncoder(this);
  }

  /** One row a text, by the calling thread. */
  public SparseRows transform(List<String> texts) {
    return transform(texts, 1);
  }

  /**
   * One row a text; the number of threads does not change the result.
   *
   * @param threads at least 1
   */
  public SparseRows transform(List<String> texts, int threads) {
    return ParallelEncoding.encode(this, texts, threads);
  }

  /** The rows of a dataset with features in place of text. */
  public SparseDataset transform(TextDataset dataset, int threads) {
    return new SparseDataset(
        transform(dataset.texts(), threads), dataset.labels(), dataset.dictionary());
  }

  /** Feature of a term, or -1. */
  int feature(char[] chars, int from, int to) {
    if (terms != null) {
      return terms.find(chars, from, to);
    }
    int place = TermCounter.place(chars, from, to, config.hashBits());
    return inverse[place] > 0 ? place : -1;
  }

  double inverseDocumentFrequency(int feature) {
    return inverse[feature];
  }
}
