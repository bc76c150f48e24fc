package org.sluice.dense;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.sluice.data.BadDataException;
import org.sluice.data.Inputs;

/**
 * Images and labels in the IDX format of the MNIST files, plain or gzip: two zero bytes, the type
 * (8, unsigned bytes), the number of dimensions, their sizes as big-endian 32-bit numbers, then the
 * values. Grey values 0 to 255 become numbers from 0 to 1.
 */
public final class IdxReader {
  private static final int UNSIGNED_BYTES = 8;

  private IdxReader() {}

  /** Sizes of a file's dimensions, and its values. */
  private record Idx(int[] sizes, byte[] values) {}

  /**
   * Reads a set.
   *
   * @param images file of two or more dimensions: rows, then what makes up a row
   * @param labels file of one dimension, a class for each row
   * @throws BadDataException if a file breaks a rule of its format or they do not fit each other
   */
  public static ByteExamples read(Path images, Path labels) throws IOException {
    Idx classes = read(labels);
    if (classes.sizes().length != 1) {
      throw Faults.of(
          labels,
          "labels must have one dimension: "
              + classes.sizes().length
              + ", as a file of images has");
    }
    Idx pixels = read(images);
    if (pixels.sizes().length < 2) {
      throw Faults.of(
          images, "images must have two or more dimensions: 1, as a file of labels has");
    }
    int rows = pixels.sizes()[0];
    Faults.sameRows(images, rows, labels, classes.sizes()[0]);
    int[] numbers = new int[rows];
    for (int row = 0; row < rows; row++) {
      numbers[row] = classes.values()[row] & 0xff;
    }
    return new ByteExamples(
        pixels.values(), numbers, pixels.values().length / rows, Faults.classes(numbers), 1f / 255);
  }

  private static Idx read(Path file) throws IOException {
    try (InputStream in = Inputs.open(file)) {
      byte[] magic = in.readNBytes(4);
      if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
        throw Faults.of(file, "must begin with the four bytes of the IDX format");
      }
      if (magic[2] != UNSIGNED_BYTES) {
        throw Faults.of(file, "type must be 8, unsigned bytes: " + (magic[2] & 0xff));
      }
      int dimensions = magic[3] & 0xff;
      if (dimensions < 1 || dimensions > 4) {
        throw Faults.of(file, "must have from 1 to 4 dimensions: " + dimensions);
      }
      byte[] header = in.readNBytes(4 * dimensions);
      if (header.length < 4 * dimensions) {
        throw Faults.of(file, "must give the sizes of " + dimensions + " dimensions, is cut off");
      }
      int[] sizes = new int[dimensions];
      long count = 1;
      for (int i = 0; i < dimensions; i++) {
        long size =
            (header[4 * i] & 0xffL) << 24
                | (header[4 * i + 1] & 0xffL) << 16
                | (header[4 * i + 2] & 0xffL) << 8
                | (header[4 * i + 3] & 0xffL);
        // Products of sizes up to LONGEST fit a long, for the loop ends above LONGEST.
        if (size < 1 || count * size > Faults.LONGEST) {
          throw Faults.of(
              file,
              "size of dimension "
                  + (i + 1)
                  + " must be at least 1 and all sizes together at most "
                  + Faults.LONGEST
                  + ": "
                  + size);
        }
        count *= size;
        sizes[i] = (int) size;
      }
      return new Idx(sizes, Faults.rest(in, file, count));
    }
  }
}
