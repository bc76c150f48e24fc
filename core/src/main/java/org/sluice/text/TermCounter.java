package org.sluice.text;

import java.util.Arrays;

/** Counts in how many texts each term, or each place of hashed terms, occurs. */
final class TermCounter {
  private final TermReader reader;
  private final TermReader.Sink sink;
  private final int hashBits;
  private final TermTable terms;
  private int[] frequencies;

  /** Number of the last text that had the term, from 1. */
  private int[] lastText;

  private int documents;

  TermCounter(VectorizerConfig config) {
    hashBits = config.hashBits();
    reader = new TermReader(config);
    terms = hashBits > 0 ? null : new TermTable(1 << 14);
    sink = hashBits > 0 ? this::countPlace : this::countTerm;
    frequencies = new int[hashBits > 0 ? 1 << hashBits : 1 << 14];
    lastText = new int[frequencies.length];
  }

  /** Place of a hashed term: the upper bits of its hash. */
  static int place(char[] chars, int from, int to, int hashBits) {
    return (int) (Hashing.of(chars, from, to) >>> (Long.SIZE - hashBits));
  }

  void add(String text) {
    documents = Math.addExact(documents, 1);
    reader.read(text, sink);
  }

  private void countTerm(char[] chars, int from, int to) {
    int id = terms.findOrAdd(chars, from, to);
    if (id >= frequencies.length) {
      int capacity = id + (id >> 1);
      frequencies = Arrays.copyOf(frequencies, capacity);
      lastText = Arrays.copyOf(lastText, capacity);
    }
    count(id);
  }

  private void countPlace(char[] chars, int from, int to) {
    count(place(chars, from, to, hashBits));
  }

  private void count(int id) {
    if (lastText[id] != documents) {
      lastText[id] = documents;
      frequencies[id]++;
    }
  }

  int documents() {
    return documents;
  }

  /** The terms, or null where they are hashed. */
  TermTable terms() {
    return terms;
  }

  /** Number of texts with each term or place; the end of the array may be unused. */
  int[] frequencies() {
    return frequencies;
  }
}
