package org.sluice.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sluice.dense.ArrayExamples;
import org.sluice.dense.DenseExamples;
import org.sluice.dense.Rectangles;

class WtaAutoencoderTest {
  private static AutoencoderConfig config(int units, double sparsity, boolean tied, int epochs) {
    return new AutoencoderConfig(units, sparsity, tied, .02, .9, 20, epochs, 1);
  }

  private static float[] rows(int count, int inputs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] rows = new float[count * (inputs + 1)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i % (inputs + 1) == inputs ? 1 : (float) random.nextDouble();
    }
    return rows;
  }

  @Property(tries = 200)
  void winnersAreTheGreatestPositive(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 40) int most,
      @ForAll @IntRange(min = 1, max = 9) int values,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] sums = new float[size + 3];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = random.nextInt(values) - values / 3f;
    }
    LifetimeWinners winners = new LifetimeWinners(64);
    winners.choose(sums, 3, size, most);

    float[] sorted = Arrays.copyOfRange(sums, 3, sums.length);
    Arrays.sort(sorted);
    List<Float> expected = new ArrayList<>();
    for (int i = size - 1; i >= Math.max(0, size - most) && sorted[i] > 0; i--) {
      expected.add(sorted[i]);
    }
    List<Float> won = new ArrayList<>();
    for (int k = 0; k < winners.count; k++) {
      assertThat(winners.values[k]).isEqualTo(sums[3 + winners.rows[k]]);
      assertThat(k == 0 || winners.rows[k] > winners.rows[k - 1]).isTrue();
      won.add(winners.values[k]);
    }
    assertThat(won).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aUnitIsActiveForItsShareOfABatch() {
    WtaAutoencoder coder = new WtaAutoencoder(config(30, .1, true, 1), 12);
    WtaAutoencoder.Pass pass = coder.new Pass(40);
    float[] rows = rows(40, 12, 3);
    pass.forward(rows, 40);
    float[] sums = new float[30 * 40];
    coder.sums(rows, 40, new float[rows.length], sums);
    int full = 0;
    for (int unit = 0; unit < 30; unit++) {
      int positive = 0;
      for (int row = 0; row < 40; row++) {
        positive += sums[unit * 40 + row] > 0 ? 1 : 0;
      }
      assertThat(pass.winners(unit).count).isEqualTo(Math.min(4, positive));
      full += pass.winners(unit).count == 4 ? 1 : 0;
    }
    assertThat(full).isGreaterThan(5);
  }

  private static double loss(WtaAutoencoder.Pass pass, float[] rows, int count) {
    return pass.forward(rows, count) / count;
  }

  @Test
  void gradientsAreThoseOfDifferences() {
    int count = 10;
    for (boolean tied : new boolean[] {true, false}) {
      WtaAutoencoder coder = new WtaAutoencoder(config(7, .3, tied, 1), 5);
      WtaAutoencoder.Pass pass = coder.new Pass(count);
      float[] rows = rows(count, 5, 8);
      loss(pass, rows, count);
      pass.backward(rows, count);
      check(pass, rows, coder.encoder, pass.encoderGradient.clone());
      check(pass, rows, coder.decoder, pass.decoderGradient.clone());
      check(pass, rows, coder.decoderBias, pass.biasGradient.clone());
      assertThat(coder.encoder == coder.decoder).isEqualTo(tied);
    }
  }

  private static void check(
      WtaAutoencoder.Pass pass, float[] rows, float[] weights, float[] gradient) {
    float step = 1e-3f;
    double size = 0;
    for (int i = 0; i < weights.length; i++) {
      float old = weights[i];
      weights[i] = old + step;
      double above = loss(pass, rows, 10);
      weights[i] = old - step;
      double below = loss(pass, rows, 10);
      weights[i] = old;
      assertThat((above - below) / (2 * step))
          .as("weight " + i)
          .isCloseTo(gradient[i], within(1e-3 + .02 * Math.abs(gradient[i])));
      size += Math.abs(gradient[i]);
    }
    assertThat(size).isGreaterThan(.1);
  }

  @Test
  void learnsToReconstruct() {
    Rectangles images = new Rectangles(1, 600);
    for (boolean tied : new boolean[] {true, false}) {
      List<AutoencoderEpoch> epochs = new ArrayList<>();
      WtaAutoencoder coder = AutoencoderTrainer.train(images, config(64, .1, tied, 6), epochs::add);

      assertThat(epochs).hasSize(6);
      assertThat(epochs.getLast().loss()).isLessThan(.7 * epochs.getFirst().loss());
      assertThat(coder.dictionary(3)).hasSize(784);
      assertThat(AutoencoderTrainer.train(images, config(64, .1, tied, 6), epoch -> {}).encoder)
          .isEqualTo(coder.encoder);
    }
  }

  @Test
  void featuresAreRectifiedSums() {
    WtaAutoencoder coder = new WtaAutoencoder(config(9, .1, false, 1), 784);
    SplittableRandom random = new SplittableRandom(2);
    for (int unit = 0; unit < 9; unit++) {
      coder.encoder[unit * 785 + 784] = (float) random.nextDouble(-1, 1);
    }
    Rectangles images = new Rectangles(1, 600);
    DenseExamples features = coder.features(images);
    float[] image = new float[784];
    float[] row = new float[9];
    int zeros = 0;
    assertThat(features.size()).isEqualTo(600);
    for (int i = 0; i < 600; i++) {
      images.copyTo(i, image, 0);
      features.copyTo(i, row, 0);
      assertThat(features.label(i)).isEqualTo(images.label(i));
      for (int unit = 0; unit < 9; unit++) {
        double sum = coder.encoder[unit * 785 + 784];
        for (int p = 0; p < 784; p++) {
          sum += coder.encoder[unit * 785 + p] * image[p];
        }
        assertThat((double) row[unit]).isCloseTo(Math.max(0, sum), within(1e-4));
        zeros += row[unit] == 0 ? 1 : 0;
      }
    }
    assertThat(zeros).isBetween(500, 4_900);
  }

  @Test
  void wrongValuesAreNamed() {
    assertThatThrownBy(() -> config(0, .1, true, 1))
        .hasMessage("units must be from 1 to 65536, got 0");
    assertThatThrownBy(() -> config(1, 1.1, true, 1))
        .hasMessage("lifetimeSparsity must be above 0, at most 1, got 1.1");
    WtaAutoencoder coder = new WtaAutoencoder(config(2, .1, true, 1), 3);
    assertThatThrownBy(() -> coder.features(new Rectangles(1, 2)))
        .hasMessage("examples must be of 3 numbers a row, got 784");
    float[] large = {1e25f, -1e25f, 1, 1};
    assertThatThrownBy(
            () ->
                AutoencoderTrainer.train(
                    new ArrayExamples(large, new int[] {0, 1}, 2, 2),
                    config(2, 1, true, 3),
                    epoch -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must be finite");
  }
}
