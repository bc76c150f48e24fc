package org.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.data.SparseRows;

class VectorizerTest {
  private static final VectorizerConfig PLAIN = new VectorizerConfig(1, 0, 1, 1.0, 1, 24, true, 0);

  @Property(tries = 300)
  void equalsTheNaiveDefinition(
      @ForAll("texts") List<String> training,
      @ForAll("texts") List<String> others,
      @ForAll("configs") VectorizerConfig config) {
    Vectorizer vectorizer = Vectorizer.fit(training, config);
    assertEqual(vectorizer, training, others, config);
    assertEqual(Vectorizer.fromState(vectorizer.state()), training, others, config);
  }

  private static void assertEqual(
      Vectorizer vectorizer, List<String> training, List<String> texts, VectorizerConfig config) {
    List<Map<String, Double>> expected = NaiveVectorizer.fitAndTransform(training, texts, config);
    List<String> terms = vectorizer.state().terms();
    SparseRows rows = vectorizer.transform(texts);
    assertThat(rows.columns()).isEqualTo(vectorizer.features());
    for (int row = 0; row < texts.size(); row++) {
      Map<String, Double> actual = new TreeMap<>();
      for (int k = rows.offsets()[row]; k < rows.offsets()[row + 1]; k++) {
        actual.put(terms.get(rows.indices()[k]), (double) rows.values()[k]);
        boolean first = k == rows.offsets()[row];
        assertThat(first || rows.indices()[k] > rows.indices()[k - 1]).isTrue();
      }
      assertThat(actual.keySet()).isEqualTo(expected.get(row).keySet());
      Map<String, Double> wanted = expected.get(row);
      actual.forEach(
          (term, value) -> assertThat(value).as(term).isCloseTo(wanted.get(term), within(1e-6)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void memoryThatAThreadLacksIsToldAsSuch(int threads) {
    Vectorizer vectorizer = Vectorizer.fit(List.of("some words"), PLAIN);
    List<String> texts =
        new AbstractList<>() {
          @Override
          public String get(int row) {
            throw new OutOfMemoryError("Java heap space");
          }

          @Override
          public int size() {
            return 10;
          }
        };
    assertThatThrownBy(() -> vectorizer.transform(texts, threads))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("Java heap space");
  }

  @Test
  void moreFeaturesThanAnArrayHoldsAreRefusedInOneLine() {
    assertThat(ParallelEncoding.room(2_000_000_000)).isEqualTo(2_000_000_000);
    assertThatThrownBy(() -> ParallelEncoding.room(3_000_000_000L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "features of all texts together must be fewer than 2^31, not 3000000000:"
                + " raise minDocuments or take fewer texts");
  }

  @Test
  void wordsAreRunsOfLettersMarksAndDigitsInLowerCase() {
    assertThat(
            terms(
                "Don't  PANIC: x2_y, na\u00efve e\u0301te\u0301 \u4e2d\u6587"
                    + " \ud835\udc9c\ud835\udc9e"))
        .containsExactly(
            "don",
            "t",
            "panic",
            "x2",
            "y",
            "na\u00efve",
            "e\u0301te\u0301",
            "\u4e2d\u6587",
            "\ud835\udc9c\ud835\udc9e");
    assertThat(terms("\u0130STANBUL \u039f\u0394\u039f\u03a3 \ud800 STRASSE\u00df"))
        .containsExactly("i\u0307stanbul", "\u03bf\u03b4\u03bf\u03c2", "strasse\u00df");
    assertThat(terms("")).isEmpty();
    assertThat(terms("... !")).isEmpty();
  }

  private static List<String> terms(String text) {
    return Vectorizer.fit(List.of(text), PLAIN).state().terms();
  }

  @Test
  void termsAreCountedInCodePoints() {
    VectorizerConfig config = new VectorizerConfig(1, 0, 1, 1.0, 2, 3, true, 0);
    assertThat(
            Vectorizer.fit(List.of("a ab abc abcd \ud835\udc9c \ud835\udc9c\ud835\udc9c"), config)
                .state()
                .terms())
        .containsExactly("ab", "abc", "\ud835\udc9c\ud835\udc9c");
  }

  @Test
  void runsOfWordsAndCharacters() {
    VectorizerConfig config = new VectorizerConfig(3, 4, 1, 1.0, 1, 24, true, 0);
    assertThat(Vectorizer.fit(List.of("go, to x"), config).state().terms())
        .containsExactlyInAnyOrder(
            "go", "to", "x", "go to", "to x", "go to x", "#<go", "#go>", "#<go>", "#<to", "#to>",
            "#<to>", "#<x>");
  }

  @Test
  void frequentFeaturesComeFirst() {
    VectorizerState state = Vectorizer.fit(List.of("c b a", "b a", "d a"), PLAIN).state();
    assertThat(state.terms()).containsExactly("a", "b", "c", "d");
    assertThat(state.documentFrequency()).containsExactly(3, 2, 1, 1);
    assertThat(state.documents()).isEqualTo(3);
  }

  @Test
  void boundsOfDocumentFrequencyApply() {
    VectorizerConfig config = new VectorizerConfig(1, 0, 2, 0.5, 1, 24, true, 0);
    assertThat(Vectorizer.fit(List.of("a b c", "a b", "a", "a"), config).state().terms())
        .containsExactly("b");
  }

  @Test
  void unknownWordsAndEmptyTextsGiveEmptyRows() {
    Vectorizer vectorizer = Vectorizer.fit(List.of("a b"), PLAIN);
    assertThat(vectorizer.transform(List.of("", "zzz", "b")).offsets()).containsExactly(0, 0, 0, 1);
    Vectorizer none = Vectorizer.fit(List.of(), PLAIN);
    assertThat(none.features()).isZero();
    assertThat(none.transform(List.of("a")).nonZeros()).isZero();
  }

  @Property(tries = 50)
  void threadsDoNotChangeTheResult(@ForAll("texts") List<String> texts) {
    Vectorizer vectorizer = Vectorizer.fit(texts, PLAIN);
    SparseRows one = vectorizer.transform(texts, 1);
    for (int threads : new int[] {2, 3, 100}) {
      SparseRows many = vectorizer.transform(texts, threads);
      assertThat(many.offsets()).isEqualTo(one.offsets());
      assertThat(many.indices()).isEqualTo(one.indices());
      assertThat(many.values()).isEqualTo(one.values());
    }
  }

  /** With more places than terms by far, hashing renames the features and changes nothing else. */
  @Test
  void hashingKeepsTheValues() {
    List<String> training = List.of("red green", "red blue blue", "green dark blue", "red");
    VectorizerConfig hashed = new VectorizerConfig(2, 0, 1, 1.0, 1, 24, true, 20);
    Vectorizer vectorizer = Vectorizer.fit(training, hashed);
    assertThat(vectorizer.features()).isEqualTo(1 << 20);
    List<Map<String, Double>> expected =
        NaiveVectorizer.fitAndTransform(training, training, hashed);
    for (Vectorizer each : List.of(vectorizer, Vectorizer.fromState(vectorizer.state()))) {
      SparseRows rows = each.transform(training);
      for (int row = 0; row < training.size(); row++) {
        float[] values =
            java.util.Arrays.copyOfRange(
                rows.values(), rows.offsets()[row], rows.offsets()[row + 1]);
        double[] wanted =
            expected.get(row).values().stream().mapToDouble(v -> v).sorted().toArray();
        java.util.Arrays.sort(values);
        assertThat(values).hasSameSizeAs(wanted);
        for (int k = 0; k < wanted.length; k++) {
          assertThat((double) values[k]).isCloseTo(wanted[k], within(1e-6));
        }
      }
    }
  }

  /** Models store nothing but counts of places, so the places must never move. */
  @Test
  void placesOfHashedTermsAreFixed() {
    VectorizerConfig hashed = new VectorizerConfig(1, 0, 1, 1.0, 1, 24, true, 16);
    SparseRows rows = Vectorizer.fit(List.of("word"), hashed).transform(List.of("word"));
    assertThat(rows.indices()).containsExactly(63755);
  }

  @Test
  void statesAreChecked() {
    assertThatThrownBy(() -> new VectorizerState(PLAIN, 3, List.of("a"), new int[] {4}))
        .hasMessage("documentFrequency must be from 1 to documents (3): 4 of feature 0");
    assertThatThrownBy(() -> new VectorizerState(PLAIN, 3, List.of("a"), new int[0]))
        .hasMessage("documentFrequency must have one entry a feature (1): 0");
    assertThatThrownBy(() -> new VectorizerState(PLAIN, -1, List.of(), new int[0]))
        .hasMessage("documents must not be negative: -1");
    VectorizerState twice = new VectorizerState(PLAIN, 3, List.of("a", "a"), new int[] {1, 1});
    assertThatThrownBy(() -> Vectorizer.fromState(twice))
        .hasMessage("terms must differ: terms 0 and 1 are both 'a'");
    VectorizerState empty = new VectorizerState(PLAIN, 3, List.of(""), new int[] {1});
    assertThatThrownBy(() -> Vectorizer.fromState(empty))
        .hasMessage("terms must not be empty: term 0");
  }

  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "a",
            "b",
            "B",
            "ab",
            "abc",
            "\u00c9",
            "\u03a3",
            "\u0130",
            "e\u0301",
            "\ud835\udc9c",
            "7",
            "\u0661",
            " ",
            " ",
            " ",
            "  ",
            "-",
            "_",
            "\u00bd",
            "\ud800",
            "\ud83d\ude00",
            "\t");
    return pieces.list().ofMaxSize(12).map(list -> String.join("", list)).list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<VectorizerConfig> configs() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 3),
            Arbitraries.of(0, 3, 5),
            Arbitraries.integers().between(1, 2),
            Arbitraries.of(0.5, 1.0),
            Arbitraries.integers().between(1, 2),
            Arbitraries.integers().between(2, 6),
            Arbitraries.of(true, false))
        .as(
            (words, chars, min, share, shortest, longest, sublinear) ->
                new VectorizerConfig(words, chars, min, share, shortest, longest, sublinear, 0));
  }
}
