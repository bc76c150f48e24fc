package org.sluice.hashednet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sluice.dense.ArrayExamples;
import org.sluice.dense.DenseSets;
import org.sluice.dense.Rectangles;

class HashedNetTest {
  private static HashedNetConfig config(List<Integer> hidden, Sharing sharing, double compression) {
    return new HashedNetConfig(hidden, sharing, compression, 0, 0, .1, .9, 20, 5, 1);
  }

  private static float[] noise(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double loss(HashedNet net, float[] rows, int[] labels) {
    net.unpack();
    net.load(rows, labels.length);
    net.forward(labels.length, null);
    return net.loss(labels, labels.length) / labels.length;
  }

  @Test
  void gradientsAreThoseOfDifferences() {
    int[] labels = {0, 2, 1, 2, 0, 1};
    for (Sharing sharing : Sharing.values()) {
      HashedNet net =
          new HashedNet(config(List.of(9, 7), sharing, sharing == Sharing.FULL ? 1 : .4), 5, 3, 8);
      float[] rows = noise(labels.length * net.stride(), 4);
      loss(net, rows, labels);
      net.backward(labels.length, null);
      for (NetLayer layer : net.layers()) {
        float[] gradient = layer.gradient.clone();
        float[] real = layer.weights.real;
        for (int i = 0; i < real.length; i++) {
          float old = real[i];
          float step = 2e-3f;
          real[i] = old + step;
          double above = loss(net, rows, labels);
          real[i] = old - step;
          double below = loss(net, rows, labels);
          real[i] = old;
          assertThat((above - below) / (2 * step))
              .as(sharing + ", weight " + i)
              .isCloseTo(gradient[i], within(1e-3 + .02 * Math.abs(gradient[i])));
        }
      }
    }
  }

  /** A hashed layer computes what a plain layer with the expanded matrix computes. */
  @Test
  void equalsThePlainNetOfTheExpandedMatrices() {
    HashedNet hashed = new HashedNet(config(List.of(11), Sharing.HASHED, .2), 6, 4, 3);
    HashedNet plain = new HashedNet(config(List.of(11), Sharing.FULL, 1), 6, 4, 3);
    for (int i = 0; i < 2; i++) {
      hashed.layers().get(i).weights.unpack(plain.layers().get(i).weights.real);
    }
    int[] labels = {3, 0, 1};
    float[] rows = noise(3 * 7, 5);

    assertThat(loss(hashed, rows, labels)).isEqualTo(loss(plain, rows, labels));
    hashed.backward(3, null);
    plain.backward(3, null);
    for (int i = 0; i < 2; i++) {
      NetLayer layer = hashed.layers().get(i);
      float[] folded = new float[layer.gradient.length];
      layer.weights.fold(plain.layers().get(i).gradient, folded);
      assertThat(layer.gradient).isEqualTo(folded);
    }
  }

  /** Keeping every edge removes none: the same net, drawn from the same numbers, but for biases. */
  @Test
  void keepingAllEdgesIsThePlainNet() {
    HashedNet kept = new HashedNet(config(List.of(11), Sharing.RANDOM_EDGES, 1), 6, 4, 3);
    HashedNet plain = new HashedNet(config(List.of(11), Sharing.FULL, 1), 6, 4, 3);
    for (int i = 0; i < 2; i++) {
      SharedWeights from = plain.layers().get(i).weights;
      System.arraycopy(from.real, 0, kept.layers().get(i).weights.real, 0, from.real.length);
    }
    float[] rows = noise(3 * 7, 6);

    assertThat(loss(kept, rows, new int[3])).isEqualTo(loss(plain, rows, new int[3]));
    assertThat(kept.realWeights()).isEqualTo(plain.realWeights()).isEqualTo(7 * 11 + 12 * 4);
  }

  @Test
  void countsWeights() {
    HashedNetConfig hashed = config(List.of(1_000), Sharing.HASHED, .125);
    HashedNet net = new HashedNet(hashed, 784, 10, 1);

    assertThat(net.edges()).isEqualTo(785 * 1_000 + 1_001 * 10);
    assertThat(net.realWeights()).isEqualTo(98_125 + 1_251);
    HashedNetConfig equal = hashed.equalSize(784, 10);
    assertThat(equal.hidden()).containsExactly(125);
    assertThat(new HashedNet(equal, 784, 10, 1).realWeights()).isEqualTo(785 * 125 + 126 * 10);
    assertThat(config(List.of(1_000, 1_000), Sharing.HASHED, .125).equalSize(784, 10).hidden())
        .hasSize(2)
        .allMatch(units -> units > 200 && units < 260);
  }

  @Test
  void learnsWhatALineCannotTell() {
    DenseSets sets = new DenseSets(new Rectangles(1, 1_000), new Rectangles(2, 500));
    for (Sharing sharing : Sharing.values()) {
      double compression = sharing == Sharing.FULL ? 1 : .25;
      HashedNetConfig config =
          new HashedNetConfig(List.of(100), sharing, compression, .05, .1, .03, .9, 25, 12, 3);
      List<HashedNetEpoch> epochs = new ArrayList<>();
      HashedNet net = HashedNetTrainer.train(sets, config, epochs::add);

      assertThat(net.error(sets.test())).as(sharing.toString()).isLessThan(.2);
      assertThat(epochs).hasSize(12);
      assertThat(epochs.getLast().loss()).isLessThan(.5 * epochs.getFirst().loss());
      assertThat(epochs.getLast().testError()).isEqualTo(net.error(sets.test()));
      assertThat(HashedNetTrainer.train(sets, config, epoch -> {}).predict(sets.test()))
          .isEqualTo(net.predict(sets.test()));
    }
  }

  @Test
  void dropsTheirShareAndKeepTheSum() {
    Drops drops = new Drops(.3, .5, 1);
    float[] values = new float[101 * 200];
    Arrays.fill(values, 1);
    drops.apply(true, values, 200, 100);
    int dropped = 0;
    double sum = 0;
    for (int row = 0; row < 200; row++) {
      assertThat(values[row * 101 + 100]).as("the place of the biases").isEqualTo(1);
      for (int j = 0; j < 100; j++) {
        float value = values[row * 101 + j];
        assertThat(value).isIn(0f, (float) (1 / .7));
        dropped += value == 0 ? 1 : 0;
        sum += value;
      }
    }
    assertThat(dropped / 20_000.0).isCloseTo(.3, within(.015));
    assertThat(sum / 20_000).isCloseTo(1, within(.02));
  }

  @Test
  void wrongValuesAreNamed() {
    assertThatThrownBy(() -> config(List.of(0), Sharing.FULL, 1))
        .hasMessage("hidden must be from 1 to 65536 units, got 0");
    assertThatThrownBy(() -> config(List.of(5), Sharing.FULL, .5))
        .hasMessage("compression must be 1 where every edge has a weight of its own, got 0.5");
    assertThatThrownBy(() -> config(List.of(5), Sharing.HASHED, Double.NaN))
        .hasMessage("compression must be above 0, at most 1, got NaN");
    assertThatThrownBy(() -> config(List.of(), Sharing.FULL, 1).equalSize(4, 2))
        .isInstanceOf(IllegalStateException.class);
    ArrayExamples rows = new ArrayExamples(new float[6], new int[] {0, 1}, 3, 2);
    DenseSets sets = new DenseSets(rows, rows);
    HashedNet net = HashedNetTrainer.train(sets, config(List.of(2), Sharing.FULL, 1), epoch -> {});
    assertThatThrownBy(() -> net.predict(new Rectangles(1, 2)))
        .hasMessage("examples must be of 3 numbers a row, got 784");
    float[] large = {1e30f, -1e30f, 1, 1e30f, -1e30f, 1};
    DenseSets wild = new DenseSets(new ArrayExamples(large, new int[] {0, 1}, 3, 2), rows);
    assertThatThrownBy(
            () -> HashedNetTrainer.train(wild, config(List.of(), Sharing.FULL, 1), epoch -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must be finite");
  }
}
