package org.sluice.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.sluice.json.Json;

/** Finished runs in the order in which they ended; of one key the last. For one thread. */
public final class Results {
  private final Map<String, RunResult> byKey = new LinkedHashMap<>();

  /** Adds a run. */
  public void add(RunResult result) {
    byKey.put(result.key().id(), result);
  }

  /** Whether a run has ended. */
  public boolean has(RunKey key) {
    return byKey.containsKey(key.id());
  }

  /** All runs. */
  public List<RunResult> all() {
    return List.copyOf(byKey.values());
  }

  /** Runs that differ in their seeds alone, taken together. */
  public List<Summary> summaries() {
    Map<String, List<RunResult>> groups = new LinkedHashMap<>();
    for (RunResult result : byKey.values()) {
      groups
          .computeIfAbsent(Json.write(result.key().withoutSeed()), _ -> new ArrayList<>())
          .add(result);
    }
    return groups.values().stream().map(Summary::of).toList();
  }

  /** The mean of a figure over runs. */
  OptionalDouble mean(Predicate<RunResult> which, String figure) {
    return byKey.values().stream()
        .filter(which)
        .map(result -> result.figure(figure))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }

  /** The mean of one thing over some runs, where there are such runs, as text. */
  Optional<String> text(
      Predicate<RunResult> which, String figure, java.util.function.DoubleFunction<String> format) {
    OptionalDouble mean = mean(which, figure);
    return mean.isPresent() ? Optional.of(format.apply(mean.getAsDouble())) : Optional.empty();
  }
}
