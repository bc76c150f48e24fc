package org.sluice.cli;

import java.util.List;
import java.util.Locale;
import org.sluice.active.Selection;

/** Ways of choosing active units, as options name them. */
final class DeepSelections {
  /** Share of the units that are active, unless it is said otherwise. */
  static final double SHARE = 0.05;

  private static final double DROPOUT_SHARE = 0.5;

  private static final List<String> NAMES =
      List.of("full", "dropout", "standout", "winner-take-all", "hashed-published", "hashed-best");

  private DeepSelections() {}

  /** The usual share of a way. */
  static double usualShare(String name) {
    return name.equals("dropout") ? DROPOUT_SHARE : SHARE;
  }

  /**
   * The way of a name.
   *
   * @param option that names it
   */
  static Selection of(String option, String name, double share) {
    return switch (name) {
      case "full" -> new Selection.Full();
      case "dropout" -> new Selection.Dropout(share);
      case "standout" -> new Selection.Standout(share);
      case "winner-take-all" -> new Selection.WinnerTakeAll(share);
      case "hashed-published" -> Selection.Hashed.published(share);
      case "hashed-best" -> Selection.Hashed.best(share);
      default ->
          throw new Usage.WrongOption(
              option + " must be of " + String.join(", ", NAMES) + ": " + name);
    };
  }

  /** In short, such as {@code hashed-best 5 % K=7 L=12}. */
  static String describe(Selection selection) {
    return switch (selection) {
      case Selection.Full _ -> "full";
      case Selection.Dropout(double keep) -> "dropout " + percent(keep);
      case Selection.Standout standout -> "standout " + percent(standout.share());
      case Selection.WinnerTakeAll(double share) -> "winner-take-all " + percent(share);
      case Selection.Hashed hashed -> {
        String filling =
            switch (hashed.filling()) {
              case WEIGHTS -> "published";
              case QUERIES -> "queries";
              case ANSWERS -> "best";
            };
        yield "hashed-%s %s K=%d L=%d"
            .formatted(filling, percent(hashed.share()), hashed.k(), hashed.l());
      }
    };
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4g", 100 * share).replaceAll("\\.?0+$", "") + " %";
  }
}
