package org.sluice.text;

import java.util.Arrays;

/**
 * Turns one text at a time into a sparse vector, held in buffers that the next text overwrites. For
 * one thread; make one a thread with {@link Vectorizer#encoder}.
 */
public final class TextEncoder {
  private final Vectorizer vectorizer;
  private final TermReader reader;
  private final TermReader.Sink sink = this::addTerm;
  private int[] occurrences = new int[256];
  private int occurrenceCount;
  private int[] indices = new int[256];
  private float[] values = new float[256];
  private int size;

  TextEncoder(Vectorizer vectorizer) {
    this.vectorizer = vectorizer;
    this.reader = new TermReader(vectorizer.config());
  }

  /**
   * Encodes a text.
   *
   * @return the number of features, 0 where the text has none that the vectoriser knows
   */
  public int encode(String text) {
    occurrenceCount = 0;
    reader.read(text, sink);
    Arrays.sort(occurrences, 0, occurrenceCount);
    if (indices.length < occurrenceCount) {
      indices = new int[occurrences.length];
      values = new float[occurrences.length];
    }
    boolean sublinear = vectorizer.config().sublinearTf();
    size = 0;
    double squares = 0;
    int k = 0;
    while (k < occurrenceCount) {
      int feature = occurrences[k];
      int from = k;
      while (k < occurrenceCount && occurrences[k] == feature) {
        k++;
      }
      int times = k - from;
      double frequency = times == 1 ? 1 : sublinear ? 1 + Math.log(times) : times;
      double value = frequency * vectorizer.inverseDocumentFrequency(feature);
      indices[size] = feature;
      values[size++] = (float) value;
      squares += value * value;
    }
    double scale = 1 / Math.sqrt(squares);
    for (int i = 0; i < size; i++) {
      values[i] = (float) (values[i] * scale);
    }
    return size;
  }

  private void addTerm(char[] chars, int from, int to) {
    int feature = vectorizer.feature(chars, from, to);
    if (feature < 0) {
      return;
    }
    if (occurrenceCount == occurrences.length) {
      occurrences = Arrays.copyOf(occurrences, occurrenceCount * 2);
    }
    occurrences[occurrenceCount++] = feature;
  }

  /** Number of features of the last text. */
  public int size() {
    return size;
  }

  /** Features of the last text, strictly increasing, in the first {@link #size} places. */
  public int[] indices() {
    return indices;
  }

  /** Values of the last text's features; their squares sum to 1. */
  public float[] values() {
    return values;
  }
}
