package org.sluice.deep;

/** Training whose loss is no number any more. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergedException(int epoch, double rate) {
    super(
        "training diverged in epoch %d: the loss is not finite; rate %s is too large"
            .formatted(epoch, rate));
  }
}
