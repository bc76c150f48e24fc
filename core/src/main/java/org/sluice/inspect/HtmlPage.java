package org.sluice.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.sluice.json.Json;

/**
 * Figures as one HTML page that needs nothing else: charts, tables and the data itself. Every page
 * shares one frame, which draws; a script says what.
 */
public final class HtmlPage {
  private static final String TITLE = "@TITLE@";
  private static final String DATA = "@DATA@";
  private static final String SCRIPT = "@SCRIPT@";

  private HtmlPage() {}

  /**
   * The page of an inspection.
   *
   * @param report as {@link InspectReport#toMap()} gives it; a member {@code title} says what was
   *     inspected, a member {@code trained} holds what {@link TrainedCell#toMap()} gives
   */
  public static String of(Map<String, ?> report) {
    return of("Active sets against the exact top", HtmlPage.class, "inspect.js", report);
  }

  /**
   * A page.
   *
   * @param title its heading
   * @param owner beside whose class the script lies
   * @param script name of a resource that draws the data, see {@code page.html}
   */
  public static String of(String title, Class<?> owner, String script, Map<String, ?> data) {
    // No tag can end the data early: JSON may write any character by its number.
    String json = Json.write(data).replace("<", "\\u003c");
    return text(HtmlPage.class, "page.html")
        .replace(TITLE, title.replace("&", "&amp;").replace("<", "&lt;"))
        .replace(SCRIPT, text(owner, script))
        .replace(DATA, json);
  }

  private static String text(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
