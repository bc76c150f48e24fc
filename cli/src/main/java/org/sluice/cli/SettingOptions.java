package org.sluice.cli;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.sluice.config.ConfigFields;
import org.sluice.config.TrainingConfig;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * One option for every setting of a training run, made from the records themselves: a new field of
 * the configuration is a new option, and its name differs from the JSON name only in its hyphens.
 */
final class SettingOptions {
  private final Map<String, String> given = new LinkedHashMap<>();

  /** What was given on the command line: field names and values as typed. */
  Map<String, String> given() {
    return given;
  }

  /** Adds the options to a command, one group for each record. */
  void addTo(CommandSpec command) {
    for (RecordComponent part : TrainingConfig.class.getRecordComponents()) {
      List<OptionSpec> options = new ArrayList<>();
      for (ConfigFields.Field field :
          ConfigFields.fields(part.getType().asSubclass(Record.class))) {
        options.add(option(field));
      }
      ArgGroupSpec.Builder group =
          ArgGroupSpec.builder()
              .heading("%n" + SettingTexts.heading(part.getName()) + ":%n")
              .validate(false)
              .exclusive(false)
              .multiplicity("0..1");
      options.forEach(group::addArg);
      command.addArgGroup(group.build());
    }
  }

  private OptionSpec option(ConfigFields.Field field) {
    return OptionSpec.builder(optionName(field.name()))
        .paramLabel(label(field.type()))
        .description(Objects.requireNonNullElse(SettingTexts.of(field.name()), ""))
        .type(String.class)
        .arity("1")
        .setter(
            new ISetter() {
              @Override
              @SuppressWarnings("unchecked")
              public <T> T set(T value) {
                Object before = given.get(field.name());
                if (value != null) {
                  given.put(field.name(), (String) value);
                }
                return (T) before;
              }
            })
        .build();
  }

  /** {@code inputRate} becomes {@code --input-rate}. */
  static String optionName(String field) {
    return "--" + field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String label(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .collect(Collectors.joining("|"));
    }
    if (type == boolean.class) {
      return "true|false";
    }
    return List.class.isAssignableFrom(type) ? "N[,N...]" : type == double.class ? "X" : "N";
  }
}
