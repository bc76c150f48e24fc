package org.sluice.active;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.config.HashKind;

class SelectionTest {
  private static final int UNITS = 200;
  private static final int INPUTS = 40;

  private final TestUnits units = new TestUnits(UNITS, INPUTS, 3);
  private final SplittableRandom random = new SplittableRandom(4);
  private final OperationCounts counts = new OperationCounts(1);
  private final ActiveVector active = new ActiveVector(UNITS);

  private static Selection.Hashed hashed(Selection.Filling filling, HashKind family) {
    return new Selection.Hashed(
        0.05,
        0.2,
        0.25,
        family,
        3,
        6,
        filling == Selection.Filling.ANSWERS ? 1 : 2,
        filling,
        0.2,
        100,
        0.2);
  }

  private double meanKept(UnitSelector selector, int examples) {
    var chooser = selector.newChooser();
    double sum = 0;
    for (int i = 0; i < examples; i++) {
      chooser.choose(TestUnits.input(INPUTS, random), true, random, active, counts);
      sum += active.count();
    }
    return sum / examples;
  }

  /** Ids rise and carry their exact pre-activations. */
  private void assertExact(ActiveVector input) {
    for (int i = 0; i < active.count(); i++) {
      assertThat(active.values()[i])
          .isCloseTo(
              units.score(input, active.ids()[i]), org.assertj.core.data.Offset.offset(1e-4f));
      if (i > 0) {
        assertThat(active.ids()[i]).isGreaterThan(active.ids()[i - 1]);
      }
    }
  }

  @Test
  void dropoutKeepsItsShareInTrainingAndAllInAnswers() {
    UnitSelector selector = UnitSelector.of(new Selection.Dropout(0.3), 0, units, 1);
    assertThat(meanKept(selector, 400)).isBetween(0.28 * UNITS, 0.32 * UNITS);
    ActiveVector input = TestUnits.input(INPUTS, random);
    selector.newChooser().choose(input, true, random, active, counts);
    assertExact(input);
    selector.newChooser().choose(input, false, random, active, counts);
    assertThat(active.count()).isEqualTo(UNITS);
    for (int i = 0; i < UNITS; i++) {
      assertThat(active.values()[i])
          .isCloseTo(0.3f * units.score(input, i), org.assertj.core.data.Offset.offset(1e-4f));
    }
    assertThat(selector.trainingScale()).isEqualTo(1);
  }

  @Test
  void dropoutOfFewDividesInTraining() {
    UnitSelector selector = UnitSelector.of(new Selection.Dropout(0.8), 0, units, 1);
    ActiveVector input = TestUnits.input(INPUTS, random);
    selector.newChooser().choose(input, false, random, active, counts);
    assertThat(active.count()).isEqualTo(UNITS);
    assertExact(input);
    assertThat(selector.trainingScale()).isEqualTo((float) (1 / 0.8));
  }

  @Test
  void standoutFollowsItsShareAndPrefersTheStrong() {
    UnitSelector selector = UnitSelector.of(new Selection.Standout(0.1, 1), 0, units, 1);
    meanKept(selector, 3000);
    assertThat(meanKept(selector, 400)).isBetween(0.08 * UNITS, 0.12 * UNITS);
    var chooser = selector.newChooser();
    double kept = 0;
    double all = 0;
    for (int i = 0; i < 100; i++) {
      ActiveVector input = TestUnits.input(INPUTS, random);
      chooser.choose(input, true, random, active, counts);
      assertExact(input);
      for (int k = 0; k < active.count(); k++) {
        kept += active.values()[k] / active.count();
      }
      for (int j = 0; j < UNITS; j++) {
        all += units.score(input, j) / UNITS;
      }
    }
    assertThat(kept / 100).isGreaterThan(all / 100 + 1);
    chooser.choose(TestUnits.input(INPUTS, random), false, random, active, counts);
    assertThat(active.count()).isEqualTo(UNITS);
  }

  @Test
  void winnersAreTheGreatest() {
    var chooser = UnitSelector.of(new Selection.WinnerTakeAll(0.05), 0, units, 1).newChooser();
    for (int i = 0; i < 50; i++) {
      ActiveVector input = TestUnits.input(INPUTS, random);
      chooser.choose(input, i % 2 == 0, random, active, counts);
      assertThat(active.count()).isEqualTo(10);
      assertExact(input);
      assertThat(weakest()).isEqualTo(tenth(input));
    }
  }

  private float weakest() {
    float least = Float.POSITIVE_INFINITY;
    for (int i = 0; i < active.count(); i++) {
      least = Math.min(least, active.values()[i]);
    }
    return least;
  }

  private float tenth(ActiveVector input) {
    float[] all = new float[UNITS];
    units.scoreAll(input, all);
    java.util.Arrays.sort(all);
    return all[UNITS - 10];
  }

  @ParameterizedTest
  @EnumSource(HashKind.class)
  void everyFamilyProposes(HashKind family) {
    UnitSelector selector = UnitSelector.of(hashed(Selection.Filling.WEIGHTS, family), 0, units, 1);
    assertThat(selector.nextRebuild(0)).isZero();
    selector.rebuild(1, counts);
    assertThat(selector.nextRebuild(0)).isEqualTo(100);
    ActiveVector input = TestUnits.input(INPUTS, random);
    selector.newChooser().choose(input, true, random, active, counts);
    assertThat(active.count()).isEqualTo(10);
    assertExact(input);
  }

  @ParameterizedTest
  @EnumSource(Selection.Filling.class)
  void hashingFindsMoreThanChance(Selection.Filling filling) {
    UnitSelector selector = UnitSelector.of(hashed(filling, HashKind.SIMHASH), 0, units, 1);
    var chooser = selector.newChooser();
    for (int i = 0; i < 1500; i++) {
      if (i == 0 && filling == Selection.Filling.WEIGHTS || i % 500 == 499) {
        selector.rebuild(1, counts);
      }
      chooser.choose(TestUnits.input(INPUTS, random), true, random, active, counts);
    }
    double found = 0;
    for (int i = 0; i < 200; i++) {
      ActiveVector input = TestUnits.input(INPUTS, random);
      chooser.choose(input, false, random, active, counts);
      assertThat(active.count()).isEqualTo(10);
      assertExact(input);
      float least = tenth(input);
      for (int k = 0; k < active.count(); k++) {
        found += active.values()[k] >= least ? 0.1 : 0;
      }
    }
    // A quarter is proposed in answers; of eight centres learned tables know everything.
    assertThat(found / 200).isGreaterThan(filling == Selection.Filling.WEIGHTS ? 0.32 : 0.8);
  }

  @Test
  void wideningIsForTrainingAlone() {
    for (Selection selection :
        new Selection[] {
          new Selection.WinnerTakeAll(0.05),
          hashed(Selection.Filling.ANSWERS, HashKind.SIMHASH),
          hashed(Selection.Filling.WEIGHTS, HashKind.SIMHASH)
        }) {
      UnitSelector selector = UnitSelector.of(selection, 0, units, 1);
      selector.rebuild(1, counts);
      assertThat(meanKept(selector, 20)).isEqualTo(10);
      selector.widen(3);
      assertThat(meanKept(selector, 20)).isEqualTo(30);
      ActiveVector input = TestUnits.input(INPUTS, random);
      selector.newChooser().choose(input, false, random, active, counts);
      assertThat(active.count()).isEqualTo(10);
      assertExact(input);
      selector.widen(100);
      assertThat(meanKept(selector, 20)).isEqualTo(UNITS);
      selector.widen(1);
      assertThat(meanKept(selector, 20)).isEqualTo(10);
    }
    UnitSelector winners = UnitSelector.of(new Selection.WinnerTakeAll(0.05), 0, units, 1);
    winners.widen(2);
    assertThat(winners.keep(new float[UNITS], 0, random)).isEqualTo(20);
  }

  @Test
  void whatDoesNotLearnStaysAsItIs() {
    for (Selection selection :
        new Selection[] {
          new Selection.Standout(0.1), hashed(Selection.Filling.ANSWERS, HashKind.SIMHASH)
        }) {
      UnitSelector selector = UnitSelector.of(selection, 0, units, 1);
      meanKept(selector, 50);
      selector.learning(false);
      var before = selector.learned();
      meanKept(selector, 50);
      assertThat(selector.learned()).usingRecursiveComparison().isEqualTo(before);
      selector.learning(true);
      meanKept(selector, 50);
      assertThat(selector.learned()).usingRecursiveComparison().isNotEqualTo(before);
    }
  }

  @Test
  void fewerUnitsThanTheShareMeansStillGiveOne() {
    TestUnits few = new TestUnits(3, INPUTS, 1);
    for (Selection selection :
        new Selection[] {
          new Selection.WinnerTakeAll(0.01),
          new Selection.Dropout(1e-9),
          new Selection.Standout(1e-4, 1),
          Selection.Hashed.best(0.01)
        }) {
      UnitSelector.of(selection, 0, few, 1)
          .newChooser()
          .choose(TestUnits.input(INPUTS, random), true, random, active, counts);
      assertThat(active.count()).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void amongKnownPreActivationsChanceMayLeaveNone() {
    for (Selection selection :
        new Selection[] {new Selection.Dropout(1e-9), new Selection.Standout(1e-9, 0)}) {
      float[] scores = {5, 1, 2, 3};
      UnitSelector selector = UnitSelector.of(selection, 0, new TestUnits(3, INPUTS, 1), 1);
      assertThat(selector.keep(scores, 1, random)).isZero();
      assertThat(scores).containsExactly(5, 0, 0, 0);
    }
  }

  @Test
  void hashedLayersKnowNotAllPreActivations() {
    UnitSelector selector = UnitSelector.of(Selection.Hashed.best(0.05), 0, units, 1);
    assertThatThrownBy(() -> selector.keep(new float[UNITS], 0, random))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
  void sharesAreChecked(double share) {
    assertThatThrownBy(() -> new Selection.Dropout(share))
        .hasMessage("keep must be above 0 and at most 1, not " + share);
    assertThatThrownBy(() -> new Selection.WinnerTakeAll(share))
        .hasMessage("share must be above 0 and at most 1, not " + share);
    assertThatThrownBy(() -> new Selection.Standout(share))
        .hasMessage("share must be above 0 and at most 1, not " + share);
    assertThatThrownBy(() -> Selection.Hashed.best(share))
        .hasMessage("share must be above 0 and at most 1, not " + share);
  }

  @Test
  void hashedSettingsAreChecked() {
    assertThatThrownBy(() -> with(0.01, 6, 5, 10, Selection.Filling.WEIGHTS))
        .hasMessage("proposed must be at least the share 0.05, not 0.01");
    assertThatThrownBy(() -> with(0.1, 13, 5, 10, Selection.Filling.QUERIES))
        .hasMessage("k must be from 1 to 12 for QUERIES, not 13");
    assertThatThrownBy(() -> with(0.1, 6, 0, 10, Selection.Filling.QUERIES))
        .hasMessage("l must be from 1 to 1024, not 0");
    assertThatThrownBy(() -> with(0.1, 6, 5, 0, Selection.Filling.QUERIES))
        .hasMessage("probes must be from 1 to 64, not 0");
    assertThatThrownBy(() -> with(0.1, 6, 5, 1, null))
        .hasMessage("filling must be given, not null");
    assertThatThrownBy(() -> with(0.1, 6, 5, 2, Selection.Filling.ANSWERS))
        .hasMessage("probes must be 1 for ANSWERS, not 2");
    assertThatThrownBy(() -> hashed(Selection.Filling.ANSWERS, HashKind.DWTA))
        .hasMessage("family must be SIMHASH for ANSWERS, not DWTA");
    assertThatThrownBy(() -> new Selection.Standout(0.1, -1))
        .hasMessage("alpha must be from 0 to 100, not -1.0");
  }

  @Test
  void tablesTooLargeForAnArrayAreRefused() {
    Selection large =
        new Selection.Hashed(
            0.05, 0.2, 0.2, HashKind.SIMHASH, 12, 1024, 1, Selection.Filling.ANSWERS, 0.2, 100, 0);
    assertThatThrownBy(() -> UnitSelector.of(large, 0, new TestUnits(600, 1, 1), 1))
        .hasMessage("l * 2^k * units must be below 2^31 for ANSWERS, not 2516582400");
  }

  private static Selection with(
      double proposed, int k, int l, int probes, Selection.Filling filling) {
    return new Selection.Hashed(
        0.05, proposed, 0.2, HashKind.SIMHASH, k, l, probes, filling, 0.2, 100, 0);
  }

  @Test
  void whatIsProposedGoesWithTheShare() {
    Selection.Hashed best = Selection.Hashed.best(0.05);
    assertThat(best.withShare(0.1)).isEqualTo(Selection.Hashed.best(0.1));
    assertThat(best.withShare(0.5).answerProposed()).isEqualTo(1);
    assertThat(Selection.Hashed.published(0.05).withShare(0.2))
        .isEqualTo(Selection.Hashed.published(0.2));
    assertThat(best.withTables(4, 9).withTables(best.k(), best.l())).isEqualTo(best);
    assertThat(new Selection.Standout(0.3, 2).withShare(0.4))
        .isEqualTo(new Selection.Standout(0.4, 2));
    assertThat(new Selection.Dropout(0.3).withShare(0.4).share()).isEqualTo(0.4);
    assertThat(new Selection.WinnerTakeAll(0.3).withShare(0.4).share()).isEqualTo(0.4);
    assertThat(new Selection.Full().withShare(0.4).share()).isEqualTo(1);
    assertThatThrownBy(() -> best.withShare(0))
        .hasMessage("share must be above 0 and at most 1, not 0.0");
  }
}
