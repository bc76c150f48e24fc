package org.sluice.text;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sluice.data.SparseRows;

/** Encodes many texts by several threads, each a run of neighbouring rows. */
final class ParallelEncoding {
  private ParallelEncoding() {}

  static SparseRows encode(Vectorizer vectorizer, List<String> texts, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
    int parts = Math.max(1, Math.min(threads, texts.size()));
    List<Encoded> encoded = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(parts)) {
      List<Future<Encoded>> futures = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        int from = (int) ((long) texts.size() * part / parts);
        int to = (int) ((long) texts.size() * (part + 1) / parts);
        futures.add(pool.submit(() -> encode(vectorizer, texts.subList(from, to))));
      }
      for (Future<Encoded> future : futures) {
        encoded.add(future.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while encoding texts", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("encoding texts failed: " + e.getCause(), e.getCause());
    }
    return join(vectorizer.features(), texts.size(), encoded);
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
    long entries = parts.stream().mapToLong(part -> part.entries().size()).sum();
    int[] indices = new int[Math.toIntExact(entries)];
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

  /**
   * What a thread has encoded.
   *
   * @param counts entries of each row
   */
  private record Encoded(int[] counts, EntryBlocks entries) {}
}
