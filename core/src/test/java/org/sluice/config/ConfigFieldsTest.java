package org.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFieldsTest {
  private static final TrainingConfig DEFAULTS =
      Defaults.of(new DataFigures(500_000, 100_000, 70_000, 20, 3, true), 2);

  @Test
  void everyFieldHasANameOfItsOwn() {
    List<String> names =
        ConfigFields.fields(TrainingConfig.class).stream().map(ConfigFields.Field::name).toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
    assertThat(DEFAULTS.toMap().keySet()).containsExactlyElementsOf(names);
  }

  @Test
  void mapAndBackIsTheSame() {
    assertThat(DEFAULTS.with(DEFAULTS.toMap())).isEqualTo(DEFAULTS);
  }

  @Test
  void textAndJsonValuesAreTaken() {
    TrainingConfig changed =
        DEFAULTS.with(
            Map.of(
                "hidden", "64, 32",
                "epochs", 7L,
                "dropout", "0.25",
                "logQ", "false",
                "hashFamily", "DWTA",
                "k", 4.0,
                "selection", "top-k"));
    assertThat(changed.network().hidden()).containsExactly(64, 32);
    assertThat(changed.run().epochs()).isEqualTo(7);
    assertThat(changed.network().dropout()).isEqualTo(0.25);
    assertThat(changed.activeSet().logQ()).isFalse();
    assertThat(changed.hash().hashFamily()).isEqualTo(HashKind.DWTA);
    assertThat(changed.hash().k()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs | 0 | epochs must be from 1 to 10000: 0",
        "epochs | two | epochs must be a whole number: two",
        "epochs | 1.5 | epochs must be a whole number: 1.5",
        "epochs | 99999999999 | epochs must be a whole number in range: 99999999999",
        "dropout | 1 | dropout must be from 0 to below 1: 1.0",
        "dropout | NaN | dropout must be from 0 to below 1: NaN",
        "inputRate | -1 | inputRate must be above 0 and at most 1000: -1.0",
        "hidden | 0 | hidden must be widths from 1 to 8192: [0]",
        "logQ | maybe | logQ must be true or false: maybe",
        "loss | hinge | loss must be one of softmax, logistic: hinge",
        "rehash | changed | rehash must be all or auto unless hashFamily is simhash: CHANGED",
        "probes | 0 | probes must be from 1 to 64: 0",
        "threads | 0 | threads must be from 1 to 1024: 0",
        "minDocuments | 0 | minDocuments must be at least 1: 0",
      })
  void brokenRulesNameFieldRuleAndValue(String field, String value, String message) {
    assertThatThrownBy(() -> DEFAULTS.with(Map.of(field, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> DEFAULTS.with(Map.of("epoch", 3)))
        .hasMessageStartingWith("no setting is called 'epoch'; settings are: activation, ");
  }

  @Test
  void defaultsExistForDataOfAnySize() {
    for (int rows : new int[] {0, 1, 100, 10_000, 2_000_000_000}) {
      for (int labels : new int[] {0, 1, 2, 5_000, 100_000, 3_000_000}) {
        assertThat(Defaults.of(new DataFigures(rows, 10, labels, 1, 1, false), 1)).isNotNull();
      }
    }
  }
}
