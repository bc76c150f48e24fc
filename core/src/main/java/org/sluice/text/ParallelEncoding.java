package org.sluice.text;

import java.util.Arrays;
import java.util.List;
import org.sluice.data.SparseRows;
import org.sluice.parallel.Tasks;

/** Encodes many texts by several threads, each a run of neighbouring rows. */
final class ParallelEncoding {
  /** No array is longer on any JVM. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private ParallelEncoding() {}

  static SparseRows encode(Vectorizer vectorizer, List<String> texts, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
    int parts = Math.max(1, Math.min(threads, texts.size()));
    Encoded[] encoded = new Encoded[parts];
    Tasks.run(
        parts,
        parts,
        () ->
            part -> {
              int from = (int) ((long) texts.size() * part / parts);
              int to = (int) ((long) texts.size() * (part + 1) / parts);
              encoded[part] = encode(vectorizer, texts.subList(from, to));
            });
    return join(vectorizer.features(), texts.size(), Arrays.asList(encoded));
  }

  private static Encoded encode(Vectorizer vectorizer, List<String> texts) {
    TextEncoder encoder = vectorizer.encoder();
    int[] counts = new int[texts.size()];
    EntryBlocks entries = new EntryBlocks();
    int row = 0;
    for (String text : texts) {
      counts[row] = encoder.encode(text);
      entries.append(encoder.indices(), encoder.values(), counts[row++]);
    }
    return new Encoded(counts, entries);
  }

  private static SparseRows join(int columns, int rows, List<Encoded> parts) {
    int entries = room(parts.stream().mapToLong(part -> part.entries().size()).sum());
    int[] indices = new int[entries];
    float[] values = new float[indices.length];
    int[] offsets = new int[rows + 1];
    int row = 0;
    int at = 0;
    for (Encoded part : parts) {
      at = part.entries().moveTo(indices, values, at);
      for (int count : part.counts()) {
        offsets[row + 1] = offsets[row] + count;
        row++;
      }
    }
    return new SparseRows(columns, offsets, indices, values);
  }

  /** The length of arrays for so many entries. */
  static int room(long entries) {
    if (entries > LARGEST) {
      throw new IllegalArgumentException(
          "features of all texts together must be fewer than 2^31, not "
              + entries
              + ": raise minDocuments or take fewer texts");
    }
    return (int) entries;
  }

  /**
   * What a thread has encoded.
   *
   * @param counts entries of each row
   */
  private record Encoded(int[] counts, EntryBlocks entries) {}
}
