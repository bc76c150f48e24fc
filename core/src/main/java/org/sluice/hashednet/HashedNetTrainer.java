package org.sluice.hashednet;

import java.util.Objects;
import org.sluice.dense.BatchFeed;
import org.sluice.dense.DenseSets;

/** Trains a network on one thread; the same sets and configuration give the same network. */
public final class HashedNetTrainer {
  /** Offsets that keep what is drawn for different ends apart. */
  private static final long ORDER = 1;

  private static final long DROPS = 2;

  private HashedNetTrainer() {}

  /**
   * Trains a network.
   *
   * @throws IllegalStateException if the training diverges
   */
  public static HashedNet train(
      DenseSets sets, HashedNetConfig config, HashedNetListener listener) {
    Objects.requireNonNull(listener, "listener");
    BatchFeed feed =
        new BatchFeed(
            sets.train(), config.batchSize(), sets.train().width() + 1, config.seed() + ORDER);
    HashedNet net =
        new HashedNet(config, sets.train().width(), sets.train().classes(), feed.batchSize());
    Drops drops = new Drops(config.inputDropout(), config.hiddenDropout(), config.seed() + DROPS);
    int batches = (sets.train().size() - 1) / feed.batchSize() + 1;
    long steps = (long) config.epochs() * batches;
    long step = 0;
    for (int epoch = 1; epoch <= config.epochs(); epoch++) {
      long start = System.nanoTime();
      double loss = 0;
      feed.shuffle();
      while (feed.next()) {
        net.load(feed.values(), feed.count());
        net.forward(feed.count(), drops);
        loss += net.loss(feed.labels(), feed.count());
        net.backward(feed.count(), drops);
        double rate = config.rate() * (1 - (double) step++ / steps);
        net.step((float) rate, (float) config.momentum());
      }
      loss /= sets.train().size();
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException(
            "loss of epoch %d must be finite, got %s: a lower rate than %s is needed"
                .formatted(epoch, loss, config.rate()));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      listener.epoch(new HashedNetEpoch(epoch, loss, net.error(sets.test()), seconds));
    }
    return net;
  }
}
