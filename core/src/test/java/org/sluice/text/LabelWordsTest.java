package org.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluice.data.SparseRows;

class LabelWordsTest {
  private static final VectorizerConfig CONFIG = new VectorizerConfig(1, 0, 1, 1, 2, 24, true, 0);

  private static final Vectorizer WORDS =
      Vectorizer.fit(
          List.of(
              "the fish farm of the north",
              "fish farms and fishing",
              "policies of energy and of cities",
              "the city"),
          CONFIG);

  private static LabelWords.Reader reader(String text, String... names) {
    LabelWords.Reader reader = LabelWords.of(WORDS, List.of(names)).orElseThrow().reader();
    reader.read(WORDS.transform(List.of(text)), 0);
    return reader;
  }

  @Test
  void formsOfAWordAreOne() {
    LabelWords.Reader reader =
        reader("a farm in the city", "Farms", "cities", "fish", "energy policy");
    assertThat(reader.share(0)).isEqualTo(1);
    assertThat(reader.share(1)).isEqualTo(1);
    assertThat(reader.share(2)).isZero();
    assertThat(reader.share(3)).isZero();
  }

  @Test
  void aShareIsOfTheWeightOfTheName() {
    // Of four texts two have a farm, three "of" or none; a word that no text has weighs like one.
    double farm = Math.log(5 / 2.0);
    double unknown = Math.log(5 / 1.0);
    LabelWords.Reader reader = reader("farms", "farm zebra", "p12345 farm", "farm farms");
    assertThat(reader.share(0)).isCloseTo((float) (farm / (farm + unknown)), within(1e-6f));
    assertThat(reader.share(1)).as("a code is no word").isEqualTo(1);
    assertThat(reader.share(2)).isEqualTo(1);
  }

  @Test
  void namesThatATextHoldsAreFoundHeaviestFirst() {
    LabelWords.Reader reader =
        reader(
            "fish farms of the north", "fish", "fish farm", "fish market", "", "north fish farm");
    int[] best = new int[4];
    assertThat(reader.whole(label -> false, best)).isEqualTo(3);
    assertThat(Arrays.copyOf(best, 3)).containsExactly(4, 1, 0);
    assertThat(reader.whole(label -> label == 4, best)).isEqualTo(2);
    int[] one = new int[1];
    assertThat(reader.whole(label -> false, one)).isEqualTo(1);
    assertThat(one[0]).isEqualTo(4);
  }

  @Test
  void aReaderForgetsTheTextBefore() {
    LabelWords.Reader reader = reader("fish farms", "fish", "city");
    reader.read(WORDS.transform(List.of("the city")), 0);
    assertThat(reader.share(0)).isZero();
    assertThat(reader.share(1)).isEqualTo(1);
    reader.read(WORDS.transform(List.of("")), 0);
    assertThat(reader.whole(label -> false, new int[2])).isZero();
  }

  @Test
  void whatIsFoundIsWhatPlainLoopsFind() {
    SplittableRandom random = new SplittableRandom(5);
    List<String> texts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      texts.add(phrase(random, 12));
      names.add(phrase(random, 3));
    }
    Vectorizer words = Vectorizer.fit(texts, CONFIG);
    SparseRows rows = words.transform(texts);
    LabelWords.Reader reader = LabelWords.of(words, names).orElseThrow().reader();
    int[] best = new int[300];
    for (int row = 0; row < 300; row++) {
      reader.read(rows, row);
      List<String> text = List.of(texts.get(row).split(" "));
      int[] expected =
          IntStream.range(0, 300)
              .filter(label -> text.containsAll(List.of(names.get(label).split(" "))))
              .toArray();
      int found = reader.whole(label -> false, best);
      assertThat(Arrays.copyOf(best, found)).containsExactlyInAnyOrder(expected);
      for (int label = 0; label < 300; label++) {
        boolean whole = Arrays.binarySearch(expected, label) >= 0;
        assertThat(reader.share(label) > 0.999f).isEqualTo(whole);
      }
    }
  }

  /** Words of three letters, none of which ends like a plural. */
  private static String phrase(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      char letter = (char) ('a' + random.nextInt(20));
      text.append(i == 0 ? "" : " ")
          .append("q")
          .append(letter)
          .append(letter == 's' ? 'x' : letter);
    }
    return text.toString();
  }

  @Test
  void withoutWordsThereIsNothingToLookFor() {
    assertThat(LabelWords.of(WORDS, List.of("", "17", "2"))).isEmpty();
    Vectorizer hashed =
        Vectorizer.fit(List.of("fish"), new VectorizerConfig(1, 0, 1, 1, 2, 24, true, 10));
    assertThat(LabelWords.of(hashed, List.of("fish"))).isEmpty();
  }
}
