package org.sluice.bench.rival;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Files of rankings: a row a line, {@code label:score label:score ...}, best first. */
final class Rankings {
  private Rankings() {}

  /**
   * Reads the labels.
   *
   * @param rows lines that there must be
   * @param k places a row; further ones are left out
   * @return ids by row, {@code rows * k}, -1 where there are fewer
   * @throws BenchException naming file and line of what is not as it should be
   */
  static int[] read(Path file, int rows, int k) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    if (lines.size() != rows) {
      throw new BenchException(
          "%s: must have a line for each of the %d test rows: %d"
              .formatted(file, rows, lines.size()));
    }
    int[] ids = new int[Math.multiplyExact(rows, k)];
    Arrays.fill(ids, -1);
    for (int row = 0; row < rows; row++) {
      String line = lines.get(row).strip();
      String[] places = line.isEmpty() ? new String[0] : line.split(" +");
      for (int place = 0; place < Math.min(k, places.length); place++) {
        ids[row * k + place] = label(places[place], file, row);
      }
    }
    return ids;
  }

  private static int label(String place, Path file, int row) {
    int colon = place.indexOf(':');
    try {
      return Integer.parseInt(colon < 0 ? place : place.substring(0, colon));
    } catch (NumberFormatException e) {
      throw new BenchException(
          "%s:%d: must be label:score label:score ...: %s".formatted(file, row + 1, place));
    }
  }

  /** Writes rankings without scores; labels of -1 are left out. */
  static void write(int[] ids, int k, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      for (int i = 0; i < ids.length; i++) {
        if (ids[i] >= 0) {
          out.write(ids[i] + " ");
        }
        if (i % k == k - 1) {
          out.write('\n');
        }
      }
    }
  }
}
