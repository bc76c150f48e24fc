package org.sluice.model;

import java.lang.module.ModuleDescriptor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sluice.json.Json;

/**
 * Where a model comes from: an ordered section of facts that whoever makes it fills in, such as the
 * data's name, rows, epochs run, losses and seconds. Nothing that predicts depends on it.
 *
 * @param facts by name; values as JSON has them, whole numbers as {@code Long}, others as {@code
 *     Double}
 */
public record Provenance(Map<String, Object> facts) {
  /**
   * @throws IllegalArgumentException if a value has no form in JSON, such as NaN
   */
  public Provenance {
    // Through JSON and back: what is kept is what a saved model will say, with Long for any
    // whole number and Double for any other.
    try {
      facts = Json.parseObject(Json.write(facts));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("provenance: " + e.getMessage(), e);
    }
  }

  /**
   * Facts about the running system: version of Sluice, JDK, operating system, processor, time.
   *
   * @param kernels which arithmetic is in use, in words
   */
  public static Provenance ofThisSystem(String kernels) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("sluice", version());
    facts.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("jdk", System.getProperty("java.vendor") + " " + Runtime.version());
    facts.put(
        "system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("architecture", System.getProperty("os.arch"));
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("kernels", kernels);
    return new Provenance(facts);
  }

  /** Version of Sluice; "development" where classes carry none. */
  private static String version() {
    return Optional.ofNullable(Provenance.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .or(() -> Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion()))
        .orElse("development");
  }

  /** These facts and one more, or one replaced. */
  public Provenance with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Provenance(more);
  }
}
