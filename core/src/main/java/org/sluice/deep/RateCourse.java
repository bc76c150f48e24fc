package org.sluice.deep;

import org.sluice.config.DecayKind;

/** The learning rate by the number of the example, so that it does not depend on threads. */
record RateCourse(double rate, DecayKind decay, double warmup, long examples) {
  float at(long example) {
    double warm = warmup * examples;
    if (example < warm) {
      return (float) (rate * (example + 1) / (warm + 1));
    }
    double share = (example - warm) / Math.max(1, examples - warm);
    return (float)
        (rate
            * switch (decay) {
              case LINEAR -> 1 - share;
              case COSINE -> 0.5 * (1 + Math.cos(Math.PI * share));
              case CONSTANT -> 1;
            });
  }
}
