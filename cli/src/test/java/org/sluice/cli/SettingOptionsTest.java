package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.config.ConfigFields;
import org.sluice.config.TrainingConfig;

class SettingOptionsTest {
  @Test
  void everySettingIsExplainedAndNothingElse() {
    TreeSet<String> expected = new TreeSet<>();
    ConfigFields.fields(TrainingConfig.class).forEach(field -> expected.add(field.name()));
    Arrays.stream(TrainingConfig.class.getRecordComponents())
        .map(RecordComponent::getName)
        .forEach(name -> expected.add("[" + name + "]"));

    assertThat(new TreeSet<>(SettingTexts.names())).isEqualTo(expected);
    assertThat(SettingTexts.names())
        .allSatisfy(
            name -> {
              boolean heading = name.startsWith("[");
              String text =
                  heading
                      ? SettingTexts.heading(name.substring(1, name.length() - 1))
                      : SettingTexts.of(name);
              assertThat(text).hasSizeBetween(3, 110).matches("[A-Z0-9].*");
              assertThat(text.endsWith(".")).as(text).isEqualTo(!heading);
            });
  }

  @Test
  void everySettingIsAnOptionInTheHelp() {
    String help = CommandRun.of("train", "--help").succeeded().out();

    assertThat(ConfigFields.fields(TrainingConfig.class))
        .allSatisfy(field -> assertThat(help).contains(SettingOptions.optionName(field.name())));
    assertThat(help).contains("--active-mode=pooled|example", "--log-q=true|false");
  }

  @ParameterizedTest
  @CsvSource({"hidden,--hidden", "inputRate,--input-rate", "logQ,--log-q", "k,--k"})
  void namesDifferInHyphensOnly(String field, String option) {
    assertThat(SettingOptions.optionName(field)).isEqualTo(option);
  }
}
