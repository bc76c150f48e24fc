package org.sluice.text;

import java.util.ArrayList;
import java.util.Arrays;
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
    if (parts == 1) {
      return new Part(vectorizer, texts).call();
    }
    List<SparseRows> encoded = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(parts)) {
      List<Future<SparseRows>> futures = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        int from = (int) ((long) texts.size() * part / parts);
        int to = (int) ((long) texts.size() * (part + 1) / parts);
        futures.add(pool.submit(() -> new Part(vectorizer, texts.subList(from, to)).call()));
      }
      for (Future<SparseRows> future : futures) {
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

  private static SparseRows join(int columns, int rows, List<SparseRows> parts) {
    int[] offsets = new int[rows + 1];
    int nonZeros = 0;
    for (SparseRows part : parts) {
      nonZeros = Math.addExact(nonZeros, part.nonZeros());
    }
    int[] indices = new int[nonZeros];
    float[] values = new float[nonZeros];
    int row = 0;
    int at = 0;
    for (SparseRows part : parts) {
      System.arraycopy(part.indices(), 0, indices, at, part.nonZeros());
      System.arraycopy(part.values(), 0, values, at, part.nonZeros());
      for (int i = 0; i < part.rows(); i++) {
        offsets[++row] = at + part.offsets()[i + 1];
      }
      at += part.nonZeros();
    }
    return new SparseRows(columns, offsets, indices, values);
  }

  private record Part(Vectorizer vectorizer, List<String> texts) {
    SparseRows call() {
      TextEncoder encoder = vectorizer.encoder();
      int[] offsets = new int[texts.size() + 1];
      int[] indices = new int[1024];
      float[] values = new float[1024];
      int size = 0;
      int row = 0;
      for (String text : texts) {
        int added = encoder.encode(text);
        if (size + added > indices.length) {
          int capacity = Math.addExact(size + added, size / 2);
          indices = Arrays.copyOf(indices, capacity);
          values = Arrays.copyOf(values, capacity);
        }
        System.arraycopy(encoder.indices(), 0, indices, size, added);
        System.arraycopy(encoder.values(), 0, values, size, added);
        size += added;
        offsets[++row] = size;
      }
      return new SparseRows(
          vectorizer.features(),
          offsets,
          Arrays.copyOf(indices, size),
          Arrays.copyOf(values, size));
    }
  }
}
