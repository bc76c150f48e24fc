package org.sluice.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sluice.config.TrainingConfig;
import org.sluice.data.SparseDataset;
import org.sluice.train.SmallData;
import org.sluice.train.Trainer;
import org.sluice.train.TrainingException;

class TunerTest {
  private static final SparseDataset DATA = SmallData.learnable(1_500, 60, 6, 5);
  private static final TrainingConfig BASE =
      Trainer.defaults(DATA).with(Map.of("hidden", 16, "epochs", 2, "threads", 1, "rank", false));

  private static TuneOptions trials(int candidates, String... fixed) {
    return new TuneOptions(Goal.P1, Optional.empty(), OptionalInt.of(candidates), Set.of(fixed));
  }

  /** Scores without what a clock says. */
  private static List<Object> facts(TuneResult result) {
    List<Object> facts = new ArrayList<>(List.of(result.config()));
    result.trials().forEach(t -> facts.add(List.of(t.candidate(), t.changes(), t.score())));
    return facts;
  }

  @Test
  void findsWhatIsBetterThanPoorDefaults() {
    TrainingConfig poor = BASE.with(Map.of("inputRate", 1e-5, "outputRate", 1e-5));
    TuneResult result = new Tuner(DATA, poor, trials(12), TuneListener.NONE).run();

    Trial best = result.best().orElseThrow();
    assertThat(result.complete()).isTrue();
    assertThat(best.share()).isEqualTo(1);
    assertThat(best.score()).isGreaterThan(result.defaults().orElseThrow() + 0.01);
    assertThat(result.config()).isEqualTo(poor.with(best.changes())).isNotEqualTo(poor);
    assertThat(result.trials())
        .filteredOn(trial -> trial.candidate() == 0)
        .as("the defaults are in every round")
        .extracting(Trial::share)
        .containsExactly(1 / 3.0, 1.0);
  }

  @Test
  void oneSeedGivesOneOutcome() {
    TuneOptions options = trials(4, "epochs");
    List<Object> first = facts(new Tuner(DATA, BASE, options, TuneListener.NONE).run());

    assertThat(facts(new Tuner(DATA, BASE, options, TuneListener.NONE).run())).isEqualTo(first);
    TrainingConfig other = BASE.with(Map.of("seed", 2));
    assertThat(facts(new Tuner(DATA, other, options, TuneListener.NONE).run())).isNotEqualTo(first);
  }

  @Test
  void theTimeIsKept() {
    // A clock on which everything that asks for the time takes a quarter of a second.
    AtomicLong now = new AtomicLong();
    long tick = TimeUnit.MILLISECONDS.toNanos(250);
    List<Trial> heard = new ArrayList<>();
    TuneListener listener =
        new TuneListener() {
          @Override
          public void trialFinished(Trial trial, Trial best, int done, int all) {
            heard.add(trial);
            assertThat(done).isEqualTo(heard.size()).isLessThanOrEqualTo(all);
          }
        };
    TuneOptions options =
        new TuneOptions(Goal.P3, Optional.of(60.0), OptionalInt.empty(), Set.of());
    Tuner tuner = new Tuner(DATA, BASE, options, listener, () -> now.addAndGet(tick));
    TuneResult result = tuner.run();

    assertThat(heard).isNotEmpty().isEqualTo(result.trials());
    assertThat(now.get() / 1e9).as("seconds in all").isLessThan(62);
    assertThat(result.best().orElseThrow().score()).isBetween(0.0, 1.0);
  }

  @Test
  void howeverLittleTimeThereIsTheDefaultsAreMeasured() {
    TuneOptions options =
        new TuneOptions(Goal.PSP1, Optional.of(1e-6), OptionalInt.empty(), Set.of());
    TuneResult result = new Tuner(DATA, BASE, options, TuneListener.NONE).run();

    assertThat(result.trials()).singleElement().extracting(Trial::candidate).isEqualTo(0);
    assertThat(result.config()).isEqualTo(BASE);
    assertThat(result.complete()).isFalse();
    assertThat(result.defaults()).isPresent();
  }

  @Test
  void aStopLeavesTheBestSoFar() {
    for (int most = 0; most < 3; most++) {
      int limit = most;
      int[] done = {0};
      TuneListener listener =
          new TuneListener() {
            @Override
            public void trialFinished(Trial trial, Trial best, int finished, int all) {
              done[0]++;
            }

            @Override
            public boolean shouldStop() {
              return done[0] == limit;
            }
          };
      TuneResult result = new Tuner(DATA, BASE, trials(4), listener).run();
      assertThat(result.trials()).hasSize(most);
      assertThat(result.best().isPresent()).isEqualTo(most > 0);
      assertThat(result.complete()).isFalse();
    }
  }

  @Test
  void candidatesStayWithinTheirRangesAndLeaveFixedSettingsAlone() {
    TrainingConfig base = Trainer.defaults(DATA);
    SearchSpace space = new SearchSpace(base, Trainer.figures(DATA), Set.of("cost", "hidden"));
    assertThat(space.settings()).contains("inputRate", "mined").doesNotContain("cost", "hidden");
    assertThat(space.settings()).as("all labels are active").doesNotContain("activeSize");

    List<Map<String, Object>> drawn = space.draw(300, 3);
    assertThat(drawn.getFirst()).isEmpty();
    double rate = base.optimizer().inputRate();
    for (Map<String, Object> changes : drawn.subList(1, 300)) {
      assertThat(changes).isNotEmpty();
      assertThat(space.settings()).containsAll(changes.keySet());
      TrainingConfig config = base.with(changes);
      assertThat(config.optimizer().inputRate()).isBetween(rate / 4.01, rate * 4.01);
      assertThat(config.rank().candidates()).isBetween(5, 2 * base.rank().candidates());
    }
    assertThat(drawn).doesNotHaveDuplicates();
    Set<String> others = new java.util.HashSet<>(base.toMap().keySet());
    others.remove("dropout");
    assertThat(new SearchSpace(base, Trainer.figures(DATA), others).draw(81, 1))
        .as("all that dropout may be")
        .hasSize(6);
    assertThat(drawn.stream().mapToInt(Map::size).average().orElseThrow() / space.settings().size())
        .isCloseTo(0.35, offset(0.1));
    assertThatThrownBy(
            () -> new SearchSpace(base, Trainer.figures(DATA), base.toMap().keySet()).draw(2, 1))
        .hasMessage("no setting is left to tune: all of them are given");
  }

  @Test
  void whatCannotBeTunedIsSaidInOneLine() {
    SparseDataset few = SmallData.learnable(99, 5, 3, 1);
    assertThatThrownBy(() -> new Tuner(few, BASE, trials(2), TuneListener.NONE))
        .hasMessage("tuning needs at least 100 rows, to hold some of them out: 99");
    assertThatThrownBy(
            () -> new TuneOptions(Goal.P1, Optional.empty(), OptionalInt.empty(), Set.of()))
        .hasMessage("seconds or candidates must be given");
    assertThatThrownBy(() -> trials(0)).hasMessage("candidates must be from 1 to 10000: 0");
    assertThatThrownBy(
            () -> new TuneOptions(Goal.P1, Optional.of(0.0), OptionalInt.empty(), Set.of()))
        .hasMessage("seconds must be above 0 and finite: 0.0");
    SparseDataset bare =
        new SparseDataset(
            DATA.features(),
            new org.sluice.data.LabelRows(60, new int[DATA.rows() + 1], new int[0]),
            DATA.dictionary());
    assertThatThrownBy(() -> new Tuner(bare, BASE, trials(2), TuneListener.NONE).run())
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("nothing to learn from");
  }
}
