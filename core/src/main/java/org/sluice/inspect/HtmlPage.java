package org.sluice.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.sluice.json.Json;

/** An inspection as one HTML page that needs nothing else: charts, tables and the data itself. */
public final class HtmlPage {
  private static final String PLACE = "@DATA@";

  private HtmlPage() {}

  /**
   * The page.
   *
   * @param report as {@link InspectReport#toMap()} gives it; a member {@code title} says what was
   *     inspected, a member {@code trained} holds what {@link TrainedCell#toMap()} gives
   */
  public static String of(Map<String, ?> report) {
    // No tag can end the data early: JSON may write any character by its number.
    String json = Json.write(report).replace("<", "\\u003c");
    return template().replace(PLACE, json);
  }

  private static String template() {
    try (InputStream in = HtmlPage.class.getResourceAsStream("page.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
