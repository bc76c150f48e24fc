package org.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Markup of documentation comments becomes plain sentences. */
class JavadocParserTest {
  @Test
  void descriptionAndTagsComeApart() {
    Javadoc doc =
        JavadocParser.parse(
            """
             Pours water into a cup. Stops at
             the rim!

             @param <C> kind of cup
             @param cup the cup,
                        empty or not
             @param bare
             @return the water
                     left over
             @throws Spill if it runs over
             @see #drink
             @deprecated use a bottle
            """);
    assertThat(doc.sentences()).containsExactly("Pours water into a cup.", "Stops at the rim!");
    assertThat(doc.parameters()).containsExactly("kind of cup", "the cup, empty or not");
    assertThat(doc.returns()).isEqualTo("the water left over");
    assertThat(doc.deprecated()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Takes {@code List<Cup>} &amp; more.       | Takes List<Cup> & more.
          Uses {@link Cup}.                         | Uses Cup.
          Uses {@link a.b.Cup#fill(int, long)}.     | Uses Cup.fill.
          Uses {@link #fill(int, long) filling up}. | Uses filling up.
          Uses {@linkplain Cup the {@code Cup}}.    | Uses the Cup.
          Is {@literal a < b}.                      | Is a < b.
          A <b>full</b> <a href="x">cup</a>.        | A full cup.
          5 &lt; 6 &#65;&#x42;&nbsp;&unknown;c.     | 5 < 6 AB c.
          Holds {@value #MAX} cups.                 | Holds cups.
          Holds a set {a, {b}}.                     | Holds a set {a, {b}}.
          An {@index cup} of {@systemProperty tea}. | An cup of tea.
          A [nice cup][Cup] of `tea`.               | A nice cup of tea.
          From [0, n) it is safe.                   | From [0, n) it is safe.
          Never ends {@code here                    | Never ends here
          Never ends <pre> here                     | Never ends
          """)
  void markupBecomesWords(String comment, String sentence) {
    assertThat(JavadocParser.parse(comment).sentences()).containsExactly(sentence);
  }

  @Test
  void inheritedDocumentationGivesNothing() {
    assertThat(JavadocParser.parse(" {@inheritDoc}\n @since 2").sentences()).isEmpty();
    assertThat(JavadocParser.parse("").sentences()).isEmpty();
  }

  @Test
  void returnTagInTheDescriptionServesTwice() {
    Javadoc doc = JavadocParser.parse("{@return the size of {@code this} cup} Never negative.");
    assertThat(doc.firstSentence()).isEqualTo("Returns the size of this cup.");
    assertThat(doc.returns()).startsWith("the size of this cup.");
  }

  @Test
  void examplesAndTablesAreLeftOut() {
    Javadoc doc =
        JavadocParser.parse(
            """
            Fills. For example:
            <pre>{@code
              cup.fill(); // wow.
              @Deprecated int x;
            }</pre>
            {@snippet :
              cup.empty();
            }
            <table><tr><td>x</td></tr></table>
            Done.
            """);
    assertThat(doc.sentences()).containsExactly("Fills.", "For example:", "Done.");
    assertThat(doc.deprecated()).isFalse();
  }

  @Test
  void paragraphsAndAbbreviations() {
    assertThat(
            Sentences.split("Cups, e.g. Mugs, i.e. Big ones.\nA list item\nIs it? (Yes.) 42\n17."))
        .isEqualTo(List.of("Cups, e.g. Mugs, i.e. Big ones.", "A list item", "Is it?", "(Yes.)"));
  }
}
