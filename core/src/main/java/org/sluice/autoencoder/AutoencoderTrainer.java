package org.sluice.autoencoder;

import java.util.Objects;
import org.sluice.dense.BatchFeed;
import org.sluice.dense.DenseExamples;

/**
 * Trains an autoencoder on one thread; the same rows and configuration give the same weights. The
 * rows' classes are not looked at.
 */
public final class AutoencoderTrainer {
  private AutoencoderTrainer() {}

  /**
   * Trains an autoencoder.
   *
   * @throws IllegalStateException if the training diverges
   */
  public static WtaAutoencoder train(
      DenseExamples examples, AutoencoderConfig config, AutoencoderListener listener) {
    Objects.requireNonNull(listener, "listener");
    WtaAutoencoder coder = new WtaAutoencoder(config, examples.width());
    BatchFeed feed = WtaAutoencoder.feed(examples, config.batchSize(), config.seed() + 1);
    WtaAutoencoder.Pass pass = coder.new Pass(feed.batchSize());
    float[] encoderStep = new float[coder.encoder.length];
    float[] decoderStep = new float[config.tied() ? 0 : coder.decoder.length];
    float[] biasStep = new float[coder.inputs()];
    int batches = (examples.size() - 1) / feed.batchSize() + 1;
    long steps = (long) config.epochs() * batches;
    long step = 0;
    for (int epoch = 1; epoch <= config.epochs(); epoch++) {
      long start = System.nanoTime();
      double loss = 0;
      feed.shuffle();
      while (feed.next()) {
        loss += pass.forward(feed.values(), feed.count());
        pass.backward(feed.values(), feed.count());
        float rate = (float) (config.rate() * (1 - (double) step++ / steps));
        float momentum = (float) config.momentum();
        step(coder.encoder, pass.encoderGradient, encoderStep, rate, momentum);
        step(coder.decoder, pass.decoderGradient, decoderStep, rate, momentum);
        step(coder.decoderBias, pass.biasGradient, biasStep, rate, momentum);
      }
      loss /= examples.size();
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException(
            "loss of epoch %d must be finite, got %s: a lower rate than %s is needed"
                .formatted(epoch, loss, config.rate()));
      }
      int silent = 0;
      for (int unit = 0; unit < config.units(); unit++) {
        silent += pass.winners(unit).count == 0 ? 1 : 0;
      }
      listener.epoch(new AutoencoderEpoch(epoch, loss, silent, (System.nanoTime() - start) / 1e9));
    }
    return coder;
  }

  /** Steps as many weights as have a last step; none where they are those of another matrix. */
  private static void step(
      float[] weights, float[] gradient, float[] last, float rate, float momentum) {
    for (int i = 0; i < last.length; i++) {
      last[i] = momentum * last[i] - rate * gradient[i];
      weights[i] += last[i];
    }
  }
}
