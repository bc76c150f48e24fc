package org.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words of identifiers, forms of verbs, terms. */
class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "readAllLines, read all lines",
    "GZIPOutputStream, gzip output stream",
    "toURI, to uri",
    "MAX_VALUE, max value",
    "java.nio.file, java nio file",
    "UTF_8, utf 8",
    "x, x"
  })
  void identifiersComeApart(String identifier, String words) {
    assertThat(Words.ofIdentifier(identifier)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "Reads all lines., read all lines.",
    "Copies a file., copy a file.",
    "Flushes it., flush it.",
    "Returns a cup., return a cup.",
    "Has a lid., have a lid.",
    "Class of cups., Class of cups.",
    "A cup., A cup.",
    "Gives, Gives"
  })
  void verbsTurnIntoOrders(String sentence, String order) {
    assertThat(Words.imperative(sentence)).isEqualTo(order);
  }

  @ParameterizedTest
  @CsvSource({
    "copies, copying",
    "copies, copy",
    "reads, reading",
    "getting, gets",
    "writes, writing",
    "compresses, compression",
    "connected, connection",
    "recursively, recursive",
    "files, file"
  })
  void formsOfAWordAreOneTerm(String form, String other) {
    assertThat(Terms.stem(form)).isEqualTo(Terms.stem(other));
  }

  @ParameterizedTest
  @CsvSource({"class", "bus", "this", "ring", "red", "sing", "a", "17", "é"})
  void shortAndStrangeWordsStay(String word) {
    assertThat(Terms.stem(word)).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({
    "Reads BufferedReader lines, read buffer reader lin",
    "asynchronously, asynchronous",
    "'', ''"
  })
  void textsBecomeTerms(String text, String terms) {
    assertThat(Terms.of(text)).isEqualTo(terms);
  }

  @Property
  void thinningTakesWordsOutAndAddsNone(
      @ForAll List<@AlphaChars @StringLength(min = 1, max = 8) String> words, @ForAll long seed) {
    String text = String.join(" ", words);
    String thinned = Words.thinned(text, 0.5, new SplittableRandom(seed));
    List<String> all = Arrays.asList(Words.key(text).split(" "));
    List<String> kept = Arrays.asList(thinned.split(" "));
    assertThat(all).containsSubsequence(kept);
    assertThat(kept).hasSizeGreaterThanOrEqualTo(Math.min(2, all.size()));
  }
}
