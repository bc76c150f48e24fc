package org.sluice.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads rows from files and streams, plain or packed, in the formats of {@link DataFormat}.
 *
 * <p>Rows without labels and rows without features or with empty text are legal. Labels of a row
 * are sorted and kept once each; features are sorted; values of zero are left out. Every fault ends
 * in a {@link BadDataException} that names file, line, column and rule. With {@link
 * ReadOptions#skipBadRows} faults of single rows are counted instead; faults of the file as a whole
 * (a header that does not fit, cut or damaged compression, a line of more than 64 MiB) still end
 * the reading. Stateless, safe for many threads.
 */
public final class DataReader {
  /** What stands for standard input among file names. */
  public static final String STANDARD_INPUT = "-";

  private DataReader() {}

  /**
   * Reads a file, or standard input for {@value #STANDARD_INPUT}.
   *
   * @throws BadDataException where the data breaks a rule or cannot be read
   */
  public static ReadResult read(String source, ReadOptions options) throws IOException {
    if (source.equals(STANDARD_INPUT)) {
      InputStream open =
          new FilterInputStream(System.in) {
            @Override
            public void close() {
              // standard input is not ours to close
            }
          };
      return read(open, "standard input", options);
    }
    return read(Path.of(source), options);
  }

  /**
   * Reads a file.
   *
   * @throws BadDataException where the data breaks a rule or cannot be read
   */
  public static ReadResult read(Path file, ReadOptions options) throws IOException {
    return read(file, options, bytes -> {});
  }

  /**
   * Reads a file and tells how far it is.
   *
   * @param progress hears, now and then, how many bytes of the file have been read
   * @throws BadDataException where the data breaks a rule or cannot be read
   */
  public static ReadResult read(Path file, ReadOptions options, LongConsumer progress)
      throws IOException {
    try (InputStream in = Inputs.open(file, progress)) {
      return readUnpacked(in, file.toString(), file, options);
    }
  }

  /**
   * Reads a stream to its end and closes it.
   *
   * @param name name of the stream in messages
   * @throws BadDataException where the data breaks a rule or cannot be read
   */
  public static ReadResult read(InputStream in, String name, ReadOptions options)
      throws IOException {
    try (in;
        InputStream unpacked = Inputs.unpack(in, name)) {
      return readUnpacked(unpacked, name, null, options);
    }
  }

  /**
   * The bytes of a file, unpacked where it is packed; for readers that go line by line.
   *
   * @throws BadDataException where the file cannot be opened; the stream throws it too
   */
  public static InputStream open(Path file) throws IOException {
    return Inputs.open(file, bytes -> {});
  }

  /**
   * The bytes of a stream, unpacked where it is packed.
   *
   * @param name name of the stream in messages
   * @throws BadDataException as {@link #open}
   */
  public static InputStream unpack(InputStream in, String name) throws IOException {
    return Inputs.unpack(in, name);
  }

  private static ReadResult readUnpacked(
      InputStream in, String source, Path file, ReadOptions options) throws IOException {
    ByteLines lines = new ByteLines(in, source, ByteLines.MAX_LINE);
    DataFormat format = options.format();
    if (format == DataFormat.AUTO) {
      format = FormatDetector.detect(lines, source);
    }
    Path labelsFile = options.labelsFile();
    if (labelsFile == null && format == DataFormat.TSV && file != null) {
      labelsFile = LabelNames.beside(file);
    }
    LabelDictionary names = labelsFile == null ? null : LabelNames.read(labelsFile);
    RowParser parser =
        switch (format) {
          case XMC -> new XmcParser(lines, source, options, names);
          case TSV -> new TextLineParser(true, options, names);
          case TEXT -> new TextLineParser(false, options, names);
          case LIBSVM -> new LibsvmParser(source, options, names);
          case JSONL -> new JsonLineParser(source, options, names);
          case AUTO -> throw new IllegalStateException("format was found out before");
        };
    List<BadDataException> skipped = new ArrayList<>();
    long skippedRows = readRows(lines, source, parser, options.skipBadRows(), skipped);
    Dataset dataset = parser.finish();
    if (format != DataFormat.XMC && lines.line() == 0) {
      throw new BadDataException(source, 0, 0, "file must not be empty");
    }
    return new ReadResult(
        dataset, format, parser.firstIndex(), skippedRows, skipped, parser.unknownFeatures());
  }

  private static long readRows(
      ByteLines lines, String source, RowParser parser, boolean skip, List<BadDataException> list)
      throws IOException {
    long skippedRows = 0;
    boolean skipsEmpty = parser.skipsEmptyLines();
    while (lines.next()) {
      if (skipsEmpty && lines.start() == lines.end()) {
        continue;
      }
      try {
        parser.row(lines.buffer(), lines.start(), lines.end());
      } catch (RowFault e) {
        int column = e.position < 0 ? 0 : e.position - lines.start() + 1;
        BadDataException fault = new BadDataException(source, lines.line(), column, e.getMessage());
        if (!skip) {
          throw fault;
        }
        parser.cancelRow();
        skippedRows++;
        if (list.size() < ReadResult.SHOWN) {
          list.add(fault);
        }
      }
    }
    return skippedRows;
  }
}
