package org.sluice.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sluice.data.BadDataException;
import org.sluice.data.DataFormat;
import org.sluice.data.DataReader;
import org.sluice.data.Dataset;
import org.sluice.data.ReadOptions;
import org.sluice.data.TextDataset;

/**
 * Lines become rows that a model can answer: texts or features, bare or in one of the data formats,
 * whose labels are then ignored. The same parsers as for training read them, so the same rules
 * hold. For one thread.
 */
final class Questions {
  private static final Pattern XMC_HEADER = Pattern.compile("\\s*\\d+\\s+\\d+\\s+\\d+\\s*");

  private static final Pattern FEATURE = Pattern.compile("(^|\\s)-?\\d+:\\S");

  private final String name;
  private final ReadOptions options;
  private final boolean text;
  private DataFormat format;
  private long line;
  private boolean headerToCome;

  /**
   * @param name of the input, for messages
   * @param asked format that the user gave; AUTO takes it from the first line
   * @param text whether the model takes text
   * @param features number of features that the model knows
   * @param firstIndex smallest feature index of LIBSVM lines
   */
  Questions(String name, DataFormat asked, boolean text, int features, int firstIndex) {
    this.name = name;
    this.text = text;
    this.options =
        ReadOptions.defaults().withModel(null, text ? -1 : features).withFirstIndex(firstIndex);
    if (asked != DataFormat.AUTO) {
      use(asked);
    }
  }

  /**
   * The rows of some lines.
   *
   * @param rows null where no line asks anything
   * @param rowOf for every line that gets an answer its row, or -1 where it asks nothing
   */
  record Block(Dataset rows, int[] rowOf) {}

  /**
   * The rows of the next lines.
   *
   * @throws UserException naming the line that breaks a rule
   */
  Block rows(List<byte[]> lines) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    int[] rowOf = new int[lines.size()];
    int answers = 0;
    int rows = 0;
    long before = line;
    for (byte[] raw : lines) {
      byte[] bytes = ++line == 1 ? withoutMark(raw) : raw;
      if (isBlank(bytes)) {
        rowOf[answers++] = -1;
        continue;
      }
      if (format == null) {
        use(detect(new String(bytes, StandardCharsets.UTF_8)));
      }
      if (headerToCome) {
        headerToCome = false;
        continue;
      }
      block.writeBytes(bytes);
      block.write('\n');
      rowOf[answers++] = rows++;
    }
    Dataset dataset = rows == 0 ? null : parse(block.toByteArray(), lines, before);
    return new Block(dataset, Arrays.copyOf(rowOf, answers));
  }

  private DataFormat detect(String first) {
    if (first.startsWith("{") && first.stripTrailing().endsWith("}")) {
      return DataFormat.JSONL;
    }
    if (text) {
      return first.indexOf('\t') >= 0 ? DataFormat.TSV : DataFormat.TEXT;
    }
    if (XMC_HEADER.matcher(first).matches()) {
      return DataFormat.XMC;
    }
    if (!FEATURE.matcher(first).find()) {
      throw new UserException(
          name
              + ":"
              + line
              + ": the model takes features, as in '17:1 230:0.5': "
              + first.substring(0, Math.min(40, first.length())));
    }
    return DataFormat.LIBSVM;
  }

  private void use(DataFormat chosen) {
    boolean holdsText = chosen == DataFormat.TEXT || chosen == DataFormat.TSV;
    if (chosen != DataFormat.JSONL && holdsText != text) {
      throw mismatch(chosen.name().toLowerCase(Locale.ROOT) + " lines hold");
    }
    format = chosen;
    headerToCome = chosen == DataFormat.XMC;
  }

  private UserException mismatch(String subject) {
    return new UserException(
        String.format(
            "%s: the model takes %s, but %s %s",
            name, text ? "text" : "features", subject, text ? "features" : "text"));
  }

  private Dataset parse(byte[] block, List<byte[]> lines, long before) throws IOException {
    Dataset dataset;
    try {
      dataset = parse(block);
    } catch (BadDataException fault) {
      throw locate(lines, before, fault);
    }
    if (dataset instanceof TextDataset != text) {
      throw mismatch("the lines hold");
    }
    return dataset;
  }

  private Dataset parse(byte[] block) throws IOException {
    // Below its header XMC text is LIBSVM's with indices from 0.
    ReadOptions exact =
        format == DataFormat.XMC
            ? options.withFormat(DataFormat.LIBSVM).withFirstIndex(0)
            : options.withFormat(format);
    return DataReader.read(new ByteArrayInputStream(block), name, exact).dataset();
  }

  /** A faulty block is read again line by line, which shows the line at fault. */
  private UserException locate(List<byte[]> lines, long before, BadDataException fault)
      throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      try {
        if (!isBlank(lines.get(i))) {
          parse(before + i == 0 ? withoutMark(lines.get(i)) : lines.get(i));
        }
      } catch (BadDataException e) {
        String place = name + ":1:";
        String rest =
            e.getMessage().startsWith(place)
                ? e.getMessage().substring(place.length())
                : " " + e.getMessage();
        return new UserException(name + ":" + (before + i + 1) + ":" + rest, e);
      }
    }
    return new UserException(fault.getMessage(), fault);
  }

  private static byte[] withoutMark(byte[] bytes) {
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    return mark ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
