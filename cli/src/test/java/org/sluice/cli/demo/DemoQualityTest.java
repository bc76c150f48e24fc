package org.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The whole demo on the running JDK against questions with accepted answers. Takes a minute or two,
 * so it only runs when asked for with {@code -Dsluice.demo=true}.
 */
@EnabledIfSystemProperty(named = "sluice.demo", matches = "true")
class DemoQualityTest {
  @Test
  void mostQuestionsHaveAnAcceptedAnswerAmongTheFirstFive() throws IOException {
    DemoProgress progress = new DemoProgress(System.err, false);
    DemoTrainer trainer = new DemoTrainer(new SluiceFinder.Engine(), 2, 1, progress);
    List<RealArchiveTest.Gold> questions = RealArchiveTest.Gold.queries();
    List<String> missed = new ArrayList<>();
    try (Demo demo = trainer.train(JdkSources.locate())) {
      for (RealArchiveTest.Gold gold : questions) {
        List<Demo.Answer> answers = demo.ask(gold.query(), 5);
        if (answers.stream().noneMatch(answer -> gold.accepted().contains(answer.label()))) {
          missed.add(gold.query());
        }
      }
      assertThat(demo.facts().accuracy().first()).isGreaterThan(0.2);
      assertThat(demo.facts().accuracy().five()).isGreaterThan(0.5);
    }
    assertThat(missed).hasSizeLessThan(questions.size() * 3 / 10);
  }
}
