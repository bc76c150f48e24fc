package org.sluice.autoencoder;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.sluice.dense.ArrayExamples;
import org.sluice.dense.BatchFeed;
import org.sluice.dense.DenseExamples;
import org.sluice.kernel.Kernels;
import org.sluice.kernel.MatrixProducts;

/**
 * A fully connected winner-take-all autoencoder: rectified units, a linear decoder, and in training
 * a lifetime sparsity over each batch. Its features are the rectified activations without any
 * sparsity. Used by one thread at a time.
 *
 * <p>Weights lie unit after unit. The encoder's products are one matrix product a batch; behind the
 * winners everything is sparse, so that decoding and both gradients cost the lifetime sparsity
 * times a full layer's share.
 *
 * @see AutoencoderTrainer
 */
public final class WtaAutoencoder {
  private static final int FEATURE_BATCH = 256;

  private final AutoencoderConfig config;
  private final int inputs;
  private final int stride;

  /** {@code units x (inputs + 1)}, the last of a row being the unit's bias. */
  final float[] encoder;

  /** {@code units x (inputs + 1)} with the last unused; the encoder itself where tied. */
  final float[] decoder;

  /** One for each input. */
  final float[] decoderBias;

  WtaAutoencoder(AutoencoderConfig config, int inputs) {
    this.config = config;
    this.inputs = inputs;
    stride = inputs + 1;
    encoder = new float[Math.multiplyExact(config.units(), stride)];
    decoder = config.tied() ? encoder : new float[encoder.length];
    decoderBias = new float[inputs];
    SplittableRandom random = new SplittableRandom(config.seed());
    double deviation = 1 / Math.sqrt(inputs);
    for (int unit = 0; unit < config.units(); unit++) {
      for (int i = 0; i < inputs; i++) {
        float value = (float) (deviation * random.nextGaussian());
        encoder[unit * stride + i] = value;
        // An untied decoder that starts where a tied one would: its gradients point somewhere.
        decoder[unit * stride + i] = value;
      }
    }
  }

  /** Number of hidden units. */
  public int units() {
    return config.units();
  }

  /** Numbers in a row. */
  public int inputs() {
    return inputs;
  }

  /** What a unit adds to the reconstruction: an entry of the learned dictionary. */
  public float[] dictionary(int unit) {
    int from = Objects.checkIndex(unit, units()) * stride;
    return Arrays.copyOfRange(decoder, from, from + inputs);
  }

  /**
   * What the units add up before rectification, {@code units x count}.
   *
   * @param rows {@code count} rows, each followed by a 1
   * @param transposed scratch of {@code count * (inputs + 1)} values
   */
  void sums(float[] rows, int count, float[] transposed, float[] sums) {
    MatrixProducts.transpose(rows, 0, count, stride, transposed, 0);
    MatrixProducts.times(encoder, transposed, sums, units(), stride, count);
  }

  /** Rectifies sums and lays them row after row. */
  private void rectified(float[] sums, int count, float[] features, int at) {
    MatrixProducts.transpose(sums, 0, units(), count, features, at);
    for (int i = at; i < at + count * units(); i++) {
      features[i] = Math.max(0, features[i]);
    }
  }

  /**
   * The features of all rows of a set, with the rows' classes.
   *
   * @throws IllegalArgumentException if the rows are not as wide as those learned from, or there
   *     are more than 2^31 features in all
   */
  public DenseExamples features(DenseExamples examples) {
    Rules.require(
        examples.width() == inputs,
        "examples",
        "of " + inputs + " numbers a row",
        examples.width());
    Rules.require(
        (long) examples.size() * units() <= Integer.MAX_VALUE - 8,
        "examples",
        "of fewer than 2^31 features in all",
        (long) examples.size() * units());
    BatchFeed feed = feed(examples, FEATURE_BATCH, 0);
    float[] transposed = new float[feed.values().length];
    float[] sums = new float[units() * feed.batchSize()];
    float[] features = new float[examples.size() * units()];
    int[] labels = new int[examples.size()];
    int done = 0;
    while (feed.next()) {
      sums(feed.values(), feed.count(), transposed, sums);
      rectified(sums, feed.count(), features, done * units());
      System.arraycopy(feed.labels(), 0, labels, done, feed.count());
      done += feed.count();
    }
    return new ArrayExamples(features, labels, units(), examples.classes());
  }

  /** Batches of rows each of which is followed by a 1, which carries the biases. */
  static BatchFeed feed(DenseExamples examples, int batchSize, long seed) {
    int stride = examples.width() + 1;
    BatchFeed feed = new BatchFeed(examples, batchSize, stride, seed);
    for (int row = 0; row < feed.batchSize(); row++) {
      feed.values()[row * stride + stride - 1] = 1;
    }
    return feed;
  }

  /** One thread's pass over a batch. */
  final class Pass {
    private final float[] transposed;
    private final float[] sums;
    private final float[] errors;
    private final LifetimeWinners[] winners;

    final float[] encoderGradient = new float[encoder.length];

    /** The encoder's where tied. */
    final float[] decoderGradient = config.tied() ? encoderGradient : new float[decoder.length];

    final float[] biasGradient = new float[inputs];

    Pass(int batchSize) {
      transposed = new float[batchSize * stride];
      sums = new float[config.units() * batchSize];
      errors = new float[batchSize * stride];
      winners = new LifetimeWinners[config.units()];
      for (int unit = 0; unit < winners.length; unit++) {
        winners[unit] = new LifetimeWinners(batchSize);
      }
    }

    /** Winners of the last batch. */
    LifetimeWinners winners(int unit) {
      return winners[unit];
    }

    /** Half the squared error of a batch, summed; leaves the errors for {@link #backward}. */
    double forward(float[] rows, int count) {
      sums(rows, count, transposed, sums);
      for (int row = 0; row < count; row++) {
        for (int i = 0; i < inputs; i++) {
          errors[row * stride + i] = decoderBias[i] - rows[row * stride + i];
        }
      }
      int most = config.winners(count);
      for (int unit = 0; unit < winners.length; unit++) {
        LifetimeWinners won = winners[unit];
        won.choose(sums, unit * count, count, most);
        for (int k = 0; k < won.count; k++) {
          Kernels.axpy(won.values[k], decoder, unit * stride, errors, won.rows[k] * stride, inputs);
        }
      }
      double loss = 0;
      for (int row = 0; row < count; row++) {
        loss += .5 * Kernels.dot(errors, row * stride, errors, row * stride, inputs);
      }
      return loss;
    }

    /** Derivatives of the mean loss of the batch. */
    void backward(float[] rows, int count) {
      Arrays.fill(encoderGradient, 0);
      Arrays.fill(decoderGradient, 0);
      Arrays.fill(biasGradient, 0);
      float share = 1f / count;
      for (int row = 0; row < count; row++) {
        Kernels.axpy(share, errors, row * stride, biasGradient, 0, inputs);
      }
      for (int unit = 0; unit < winners.length; unit++) {
        LifetimeWinners won = winners[unit];
        int at = unit * stride;
        for (int k = 0; k < won.count; k++) {
          int row = won.rows[k] * stride;
          float slope = Kernels.dot(errors, row, decoder, at, inputs);
          Kernels.axpy(share * slope, rows, row, encoderGradient, at, stride);
          Kernels.axpy(share * won.values[k], errors, row, decoderGradient, at, inputs);
        }
      }
    }
  }
}
