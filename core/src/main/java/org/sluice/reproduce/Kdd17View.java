package org.sluice.reproduce;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.sluice.reproduce.Column.Format;

/** How the results of {@link Kdd17} are shown, and what the paper says. */
final class Kdd17View {
  private static final String ABSTRACT = "Spring and Shrivastava (KDD 2017), abstract";

  static final List<Claim> CLAIMS =
      List.of(
          new Claim(
              "multiplications of a step at 5 % active, hashed as published",
              ABSTRACT,
              "5 % of the dense network's",
              results -> multiplications(results, Kdd17Method.HASHED_PUBLISHED)),
          new Claim(
              "accuracy at 5 % active below dense, mean over the sets, hashed as published",
              ABSTRACT,
              "within 1 % on average",
              results -> gap(results, Kdd17Method.HASHED_PUBLISHED)),
          new Claim(
              "multiplications of a step at 5 % active, best hashing",
              ABSTRACT,
              "5 % of the dense network's",
              results -> multiplications(results, Kdd17Method.HASHED_BEST)),
          new Claim(
              "accuracy at 5 % active below dense, mean over the sets, best hashing",
              ABSTRACT, "within 1 % on average", results -> gap(results, Kdd17Method.HASHED_BEST)),
          new Claim(
              "accuracy with simulated threads out of step, best hashing",
              ABSTRACT,
              "sparse updates suit asynchronous training",
              Kdd17View::simulated),
          new Claim(
              "time of one thread by that of two, hashed as published",
              ABSTRACT,
              "near-linear speed-up with cores",
              results -> speedUp(results, Kdd17Method.HASHED_PUBLISHED)),
          new Claim(
              "time of one thread by that of two, best hashing",
              ABSTRACT,
              "near-linear speed-up with cores",
              results -> speedUp(results, Kdd17Method.HASHED_BEST)));

  static final List<Column> COLUMNS =
      List.of(
          new Column("part", "part", Format.PLAIN),
          new Column("set", "set", Format.PLAIN),
          new Column("method", "method", Format.PLAIN),
          new Column("layers", "layers", Format.PLAIN),
          new Column("units", "units", Format.COUNT),
          new Column("active", "share", Format.PERCENT),
          new Column("in training", "activeShare", Format.PERCENT),
          new Column("threads", "threads", Format.PLAIN),
          new Column("pace", "pace", Format.PLAIN),
          new Column("runs", "runs", Format.PLAIN),
          new Column("accuracy", "accuracy", Format.SCORE),
          new Column("mult. of dense", "multiplicationShare", Format.PERCENT),
          new Column("non-zero inputs", "multiplicationShareNonZero", Format.PERCENT),
          new Column("winners found", "winnersFound", Format.PERCENT),
          new Column("colliding writes", "collisions", Format.PERCENT),
          new Column("s an epoch", "secondsPerEpoch", Format.SECONDS),
          new Column("us a row", "microsPerRow", Format.SECONDS),
          new Column("joules", "joules", Format.COUNT));

  static final List<Chart> CHARTS =
      List.of(
          accuracy(
              "Accuracy against active share",
              "Share of the test rows answered right, by the share of each hidden layer's units"
                  + " that are active for an example. The dense network stands at 100 %.",
              "share",
              "share of the units that are active"),
          accuracy(
              "Accuracy against multiplications",
              "All multiplications of training - hashing, choosing, forward, backward, update and"
                  + " rebuilding tables, over all passes - as a share of the dense network's, with"
                  + " the inputs that are not 0.",
              "multiplicationShareNonZero",
              "multiplications as a share of the dense network's"),
          new Chart(
              "Accuracy against time",
              "Every tested epoch of every run; testing is not part of the time.",
              "accuracy",
              "seconds",
              "seconds of training",
              true,
              "accuracy",
              "accuracy on the test rows",
              List.of("method"),
              List.of("set", "layers", "share"),
              true),
          new Chart(
              "Speed against threads",
              "Threads train one network without locks.",
              "threads",
              "threads",
              "threads",
              true,
              "secondsPerEpoch",
              "seconds an epoch",
              List.of("method"),
              List.of("set"),
              false),
          new Chart(
              "Accuracy against threads",
              "What lock-free steps cost in accuracy.",
              "threads",
              "threads",
              "threads",
              true,
              "accuracy",
              "accuracy on the test rows",
              List.of("method"),
              List.of("set"),
              false),
          new Chart(
              "Accuracy against simulated threads",
              "Staggered: threads that are evenly out of step, so that steps come late. Lockstep:"
                  + " the worst that threads without locks could do: as many examples as there are"
                  + " threads see the same weights, and of writes to one weight all but the last"
                  + " are lost.",
              "conflicts",
              "threads",
              "simulated threads",
              true,
              "accuracy",
              "accuracy on the test rows",
              List.of("method", "pace"),
              List.of("set"),
              false),
          new Chart(
              "Time of a row against width",
              "Time to train with one row, at 5 % active and dense, by units a hidden layer.",
              "widths",
              "units",
              "units a hidden layer",
              true,
              "microsPerRow",
              "microseconds a row",
              List.of("method"),
              List.of("set"),
              false));

  private Kdd17View() {}

  private static Chart accuracy(String title, String words, String x, String xTitle) {
    return new Chart(
        title,
        words,
        "accuracy",
        x,
        xTitle,
        true,
        "accuracy",
        "accuracy on the test rows",
        List.of("method"),
        List.of("set", "layers"),
        false);
  }

  private static boolean is(RunResult result, String part, Kdd17Method method) {
    return result.key().part().equals(part) && result.key().method().equals(method.word());
  }

  private static boolean at(RunResult result, String name, double value) {
    return result.key().settings().get(name) instanceof Number number
        && number.doubleValue() == value;
  }

  private static Predicate<RunResult> atFive(Kdd17Method method) {
    return result ->
        is(result, "accuracy", method) && (method == Kdd17Method.DENSE || at(result, "share", .05));
  }

  private static Optional<String> multiplications(Results results, Kdd17Method method) {
    OptionalDouble all = results.mean(atFive(method), "multiplicationShare");
    OptionalDouble nonZero = results.mean(atFive(method), "multiplicationShareNonZero");
    return all.isEmpty() || nonZero.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%.1f %% (%.1f %% with the inputs that are not 0)",
                100 * all.getAsDouble(),
                100 * nonZero.getAsDouble()));
  }

  /** Points by which a method is below dense: over pairs that differ in the method alone. */
  private static Optional<String> gap(Results results, Kdd17Method method) {
    List<Double> gaps =
        results.all().stream()
            .filter(atFive(method))
            .filter(result -> result.figure("accuracy").isPresent())
            .flatMap(
                result ->
                    results.all().stream()
                        .filter(dense -> is(dense, "accuracy", Kdd17Method.DENSE))
                        .filter(dense -> sameTask(dense, result))
                        .filter(dense -> dense.figure("accuracy").isPresent())
                        .map(
                            dense ->
                                dense.figure("accuracy").getAsDouble()
                                    - result.figure("accuracy").getAsDouble()))
            .toList();
    return gaps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%.2f points (%d pairs of runs)",
                100 * gaps.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                gaps.size()));
  }

  private static boolean sameTask(RunResult dense, RunResult other) {
    return dense.key().set().equals(other.key().set())
        && List.of("layers", "units", "threads", "rows", "testRows", "epochs", "seed").stream()
            .allMatch(
                name ->
                    java.util.Objects.equals(
                        dense.key().settings().get(name), other.key().settings().get(name)));
  }

  private static Optional<String> simulated(Results results) {
    List<String> parts =
        results.summaries().stream()
            .filter(summary -> "conflicts".equals(summary.value("part")))
            .filter(summary -> Kdd17Method.HASHED_BEST.word().equals(summary.value("method")))
            .filter(summary -> Kdd17Run.STAGGERED.equals(summary.value("pace")))
            .filter(summary -> summary.value("accuracy") instanceof Double)
            .map(
                summary ->
                    String.format(
                        Locale.ROOT,
                        "%.4f with %s",
                        (Double) summary.value("accuracy"),
                        summary.value("threads")))
            .toList();
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  private static Optional<String> speedUp(Results results, Kdd17Method method) {
    OptionalDouble one = threads(results, method, 1);
    OptionalDouble two = threads(results, method, 2);
    return one.isEmpty() || two.isEmpty()
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT, "%.2f", one.getAsDouble() / two.getAsDouble()));
  }

  private static OptionalDouble threads(Results results, Kdd17Method method, int threads) {
    return results.mean(
        result -> is(result, "threads", method) && at(result, "threads", threads),
        "secondsPerEpoch");
  }
}
