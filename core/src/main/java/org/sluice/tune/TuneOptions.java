package org.sluice.tune;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How to search.
 *
 * @param goal what is to be made high
 * @param seconds that the search may take, above 0; empty for as long as the trials take
 * @param candidates candidates of the first round, the defaults among them, from 1 to 10,000; empty
 *     for as many as the time allows
 * @param fixed settings that stay as they are
 */
public record TuneOptions(
    Goal goal, Optional<Double> seconds, OptionalInt candidates, Set<String> fixed) {
  public TuneOptions {
    Objects.requireNonNull(goal, "goal");
    fixed = Set.copyOf(fixed);
    if (seconds.isEmpty() && candidates.isEmpty()) {
      throw new IllegalArgumentException("seconds or candidates must be given");
    }
    if (seconds.isPresent() && !(seconds.get() > 0 && seconds.get() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("seconds must be above 0 and finite: " + seconds.get());
    }
    if (candidates.isPresent()
        && !(candidates.getAsInt() >= 1 && candidates.getAsInt() <= 10_000)) {
      throw new IllegalArgumentException(
          "candidates must be from 1 to 10000: " + candidates.getAsInt());
    }
  }
}
