package org.sluice.deep;

import org.sluice.active.Selection;

/** How long a layer's vector of activations is when its pre-activations are standard normal. */
final class InitialSize {
  private InitialSize() {}

  /** The expected squared length for a number of units. */
  static double of(Selection selection, int units) {
    return switch (selection) {
      case Selection.Full _ -> units / 2.0;
      case Selection.Dropout(double keep) -> keep >= 0.5 ? units / 2.0 : keep * units / 2;
      case Selection.Standout(double share, double alpha) ->
          Math.max(1, units * chance(share, alpha));
      case Selection.WinnerTakeAll(double share) -> strongest(share, units);
      case Selection.Hashed hashed -> strongest(hashed.share(), units);
    };
  }

  /**
   * The strongest of normal values: with threshold c, {@code E[z^2; z > c] = share + c * phi(c)}; c
   * is found by bisection.
   */
  private static double strongest(double share, int units) {
    if (share >= 0.5) {
      return units / 2.0;
    }
    double low = 0;
    double high = 10;
    for (int i = 0; i < 60; i++) {
      double c = (low + high) / 2;
      if (tail(c) > share) {
        low = c;
      } else {
        high = c;
      }
    }
    double density = Math.exp(-low * low / 2) / Math.sqrt(2 * Math.PI);
    return Math.max(1, units * (share + low * density));
  }

  /**
   * With adaptive dropout strong units stay more often: {@code E[sigmoid(alpha z + beta) z^2; z >
   * 0]} with the first beta, by the midpoint rule.
   */
  private static double chance(double share, double alpha) {
    double sum = 0;
    double step = 1e-3;
    for (double z = step / 2; z < 10; z += step) {
      double stays = share / (share + (1 - share) * Math.exp(-alpha * z));
      sum += stays * z * z * Math.exp(-z * z / 2);
    }
    return sum * step / Math.sqrt(2 * Math.PI);
  }

  /** Probability of a standard normal value above c, by the midpoint rule. */
  private static double tail(double c) {
    double sum = 0;
    double step = 1e-3;
    for (double z = c + step / 2; z < c + 10; z += step) {
      sum += Math.exp(-z * z / 2);
    }
    return sum * step / Math.sqrt(2 * Math.PI);
  }
}
