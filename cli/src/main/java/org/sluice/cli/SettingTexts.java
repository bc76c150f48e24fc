package org.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The words that explain each setting, kept in {@code settings.properties}. */
final class SettingTexts {
  private static final Properties TEXTS = load();

  private SettingTexts() {}

  /** What a setting does, in one line; null where nobody has written it down. */
  static String of(String field) {
    return TEXTS.getProperty(field);
  }

  /** Heading of the group of settings that a record makes; null as {@link #of}. */
  static String heading(String record) {
    return TEXTS.getProperty("[" + record + "]");
  }

  /** Names of everything that is explained. */
  static java.util.Set<String> names() {
    return TEXTS.stringPropertyNames();
  }

  private static Properties load() {
    Properties texts = new Properties();
    try (InputStream in = SettingTexts.class.getResourceAsStream("settings.properties")) {
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}
