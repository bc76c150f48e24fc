package org.sluice.text;

import java.util.Arrays;
import java.util.Locale;

/**
 * Splits a text into its terms: words, runs of neighbouring words, runs of characters inside words.
 * Keeps its buffers between texts; used by one thread at a time.
 *
 * <p>A word is a maximal run of Unicode letters, marks and decimal digits of the text in lower case
 * (root locale), counted in code points. Words that are too short or too long are dropped before
 * neighbours are joined. A run of words is written with single spaces. A run of characters is taken
 * from {@code <word>} and written after {@link #CHARACTERS}, which no word contains, so that the
 * kinds never meet.
 */
final class TermReader {
  /** Starts every term that is a run of characters. */
  static final char CHARACTERS = '#';

  private static final int SHORTEST_RUN = 3;
  private static final boolean[] ASCII_WORD = new boolean[128];

  static {
    for (int c = 0; c < ASCII_WORD.length; c++) {
      ASCII_WORD[c] = Character.isLetterOrDigit(c);
    }
  }

  /** Takes a term as a slice of a buffer that is overwritten later. */
  @FunctionalInterface
  interface Sink {
    void term(char[] chars, int from, int to);
  }

  private final VectorizerConfig config;
  private char[] text = new char[1024];

  /** The words of the text with single spaces between them; runs of words are slices of it. */
  private char[] words = new char[1024];

  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int count;
  private int used;
  private char[] run = new char[16];

  TermReader(VectorizerConfig config) {
    this.config = config;
  }

  /** Gives every term of {@code value} to {@code sink}, repeated ones each time. */
  void read(String value, Sink sink) {
    int length = lowerCase(value);
    split(length);
    for (int n = 1; n <= config.wordNgrams(); n++) {
      for (int i = 0; i + n <= count; i++) {
        sink.term(words, starts[i], ends[i + n - 1]);
      }
    }
    if (config.charNgrams() > 0) {
      for (int i = 0; i < count; i++) {
        characterRuns(starts[i], ends[i], sink);
      }
    }
  }

  /** Fills {@link #text} with the value in lower case and returns its length. */
  private int lowerCase(String value) {
    int length = value.length();
    if (text.length < length) {
      text = new char[length + (length >> 1)];
    }
    value.getChars(0, length, text, 0);
    for (int i = 0; i < length; i++) {
      char c = text[i];
      if (c >= 128) {
        // Beyond ASCII a letter may change its length or depend on its neighbours.
        String lower = value.toLowerCase(Locale.ROOT);
        if (text.length < lower.length()) {
          text = new char[lower.length() + (lower.length() >> 1)];
        }
        lower.getChars(0, lower.length(), text, 0);
        return lower.length();
      }
      if (c >= 'A' && c <= 'Z') {
        text[i] = (char) (c + ('a' - 'A'));
      }
    }
    return length;
  }

  private void split(int length) {
    count = 0;
    used = 0;
    // Words are separated in the text, so with their spaces they need one place more at most.
    if (words.length < length + 1) {
      words = new char[text.length + 1];
    }
    int at = 0;
    while (at < length) {
      int from = at;
      int codePoints = 0;
      while (at < length) {
        int c = text[at];
        int width = 1;
        if (c >= 128) {
          c = Character.codePointAt(text, at, length);
          width = Character.charCount(c);
        }
        if (c < 128 ? !ASCII_WORD[c] : !isWordPart(c)) {
          if (at == from) {
            at += width;
          }
          break;
        }
        at += width;
        codePoints++;
      }
      if (codePoints >= config.minWordLength() && codePoints <= config.maxWordLength()) {
        addWord(from, at);
      }
    }
  }

  private static boolean isWordPart(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          true;
      default -> false;
    };
  }

  private void addWord(int from, int to) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    if (count > 0) {
      words[used++] = ' ';
    }
    starts[count] = used;
    System.arraycopy(text, from, words, used, to - from);
    used += to - from;
    ends[count++] = used;
  }

  private void characterRuns(int from, int to, Sink sink) {
    int length = to - from + 2;
    if (run.length < 2 * length + 1) {
      run = new char[4 * length];
    }
    // The marked word stands in the second half; each run is copied behind the leading sign.
    char[] chars = run;
    int base = length + 1;
    chars[0] = CHARACTERS;
    chars[base] = '<';
    System.arraycopy(words, from, chars, base + 1, to - from);
    chars[base + length - 1] = '>';
    int end = base + length;
    int start = base;
    while (start < end) {
      int at = start;
      int points = 0;
      while (at < end && points < config.charNgrams()) {
        int width = Character.charCount(Character.codePointAt(chars, at, end));
        System.arraycopy(chars, at, chars, 1 + at - start, width);
        at += width;
        points++;
        if (points >= SHORTEST_RUN) {
          sink.term(chars, 0, 1 + at - start);
        }
      }
      start += Character.charCount(Character.codePointAt(chars, start, end));
    }
  }
}
