package org.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What examples are made of members. */
class DemoCorpusTest {
  private static Member method(String label, String comment) {
    return new Member(label, Member.Kind.METHOD, JavadocParser.parse(comment));
  }

  private static Set<String> texts(DemoCorpus corpus, String label) {
    return corpus.train().stream()
        .filter(example -> example.label().equals(label))
        .map(Example::text)
        .collect(Collectors.toSet());
  }

  @Test
  void aMemberGivesItsNameItsSentencesAndWhatGoesInAndOut() {
    Member pour =
        method(
            "tea.Cup.pourOut",
            "Pours tea out. The cup is empty after that.\n@param amount in litres\n@return rest");
    Set<String> texts = texts(DemoCorpus.of(List.of(pour), 2), "tea.Cup.pourOut");
    assertThat(texts)
        .contains(
            "pour out cup",
            "pour tea out.",
            "pour out cup: Pours tea out.",
            "pour out cup: in litres; rest",
            "The cup is empty after that.");
  }

  @Test
  void whatManyMembersSayIsNoExampleByItself() {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      members.add(method("tea.Cup" + i + ".close", "Closes this. Nothing happens when closed."));
    }
    members.add(method("tea.Door.open", "Opens the door."));
    DemoCorpus corpus = DemoCorpus.of(members, 1);
    assertThat(corpus.train()).extracting(Example::text).contains("open the door.");
    assertThat(corpus.train())
        .extracting(Example::text)
        .doesNotContain("close this.")
        .noneMatch(text -> text.contains("Nothing happens"));
    assertThat(texts(corpus, "tea.Cup3.close")).contains("close cup3: Closes this.");
  }

  @Test
  void membersWithoutWordsOfTheirOwnAndHiddenPackagesStayOut() {
    DemoCorpus corpus =
        DemoCorpus.of(
            List.of(
                method("tea.Cup.fill", "{@inheritDoc}"),
                method("sun.misc.Cup.fill", "Fills it."),
                method("javax.swing.plaf.basic.BasicCupUI.fill", "Fills it."),
                new Member(
                    "java.awt.event.Keys.VK_T",
                    Member.Kind.FIELD,
                    JavadocParser.parse("Constant for the T key."))),
            1);
    assertThat(corpus.train()).isEmpty();
    assertThat(corpus.members()).isZero();
  }

  @Test
  void aTypeIsShownByItsOwnSentenceBeforeItsConstructors() {
    DemoCorpus corpus =
        DemoCorpus.of(
            List.of(
                new Member("tea.Cup", Member.Kind.CONSTRUCTOR, JavadocParser.parse("Makes a cup.")),
                new Member("tea.Cup", Member.Kind.TYPE, JavadocParser.parse("Holds tea."))),
            1);
    assertThat(corpus.docs()).containsExactly(java.util.Map.entry("tea.Cup", "Holds tea."));
  }

  @Test
  void heldOutSentencesAreInNoExampleAndTheirLabelsAreLearned() {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      members.add(
          method(
              "tea.Cup" + i + ".fill",
              "Fills cup number " + i + ". It is made of clay " + i + ".\n@param rim of cup"));
    }
    DemoCorpus corpus = DemoCorpus.of(members, 7);
    assertThat(corpus.heldOut()).hasSizeBetween(40, 140);
    Set<String> learned = new HashSet<>();
    Set<String> labels = new HashSet<>();
    for (Example example : corpus.train()) {
      learned.add(Words.key(Words.imperative(example.text())));
      learned.add(Words.key(example.text().substring(example.text().indexOf(':') + 1)));
      labels.add(example.label());
    }
    for (Example example : corpus.heldOut()) {
      assertThat(learned).doesNotContain(Words.key(example.text()));
      assertThat(learned).doesNotContain(Words.key(Words.imperative(example.text())));
      assertThat(labels).contains(example.label());
    }
    assertThat(DemoCorpus.of(members, 7)).isEqualTo(corpus);
    assertThat(DemoCorpus.of(members, 8).heldOut()).isNotEqualTo(corpus.heldOut());
  }
}
