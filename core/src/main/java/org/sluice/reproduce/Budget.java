package org.sluice.reproduce;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long an experiment may take: a size by name, or a time, which means the runs of {@link
 * Scale#FULL} in their order as long as no more than this time has passed.
 *
 * @param scale what is planned
 * @param seconds after which no run is begun; infinite where there is no such limit
 */
public record Budget(Scale scale, double seconds) {
  private static final Pattern TIME = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)([smhd])");

  /**
   * Reads {@code quick}, {@code hour}, {@code full} or a time such as {@code 90s}, {@code 45m},
   * {@code 2.5h} or {@code 3d}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Budget of(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    Matcher time = TIME.matcher(word);
    if (time.matches() && Double.parseDouble(time.group(1)) > 0) {
      int unit =
          switch (time.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 86_400;
          };
      return new Budget(Scale.FULL, Double.parseDouble(time.group(1)) * unit);
    }
    return Arrays.stream(Scale.values())
        .filter(scale -> scale.name().toLowerCase(Locale.ROOT).equals(word))
        .map(scale -> new Budget(scale, Double.POSITIVE_INFINITY))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "budget must be quick, hour, full or a time such as 90s, 45m or 2h: " + text));
  }
}
