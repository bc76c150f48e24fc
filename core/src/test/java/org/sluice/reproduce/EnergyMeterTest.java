package org.sluice.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergyMeterTest {
  @TempDir Path folder;

  private void counter(String zone, long microjoules) throws IOException {
    Path at = Files.createDirectories(folder.resolve(zone));
    Files.writeString(at.resolve("max_energy_range_uj"), "100000000\n");
    Files.writeString(at.resolve("energy_uj"), microjoules + "\n");
  }

  @Test
  void packagesAreAddedUpAndTheirPartsAreNot() throws IOException {
    counter("intel-rapl:0", 10_000_000);
    counter("intel-rapl:1", 90_000_000);
    counter("intel-rapl:0:0", 0);
    EnergyMeter meter = EnergyMeter.open(folder);

    assertThat(meter.reports()).isTrue();
    assertThat(meter.joules()).hasValue(0);
    counter("intel-rapl:0", 12_500_000);
    counter("intel-rapl:0:0", 2_000_000);
    assertThat(meter.joules()).hasValue(2.5);
    counter("intel-rapl:1", 4_000_000); // from 90 to 100, then from 0 to 4
    assertThat(meter.joules()).hasValue(16.5);
  }

  @Test
  void aSystemThatDoesNotReportIsSaidSo() throws IOException {
    assertThat(EnergyMeter.open(folder.resolve("none")).reports()).isFalse();
    assertThat(EnergyMeter.open(folder).joules()).isEmpty();
    assertThat(EnergyMeter.none().joules()).isEmpty();
    counter("intel-rapl:0", 1);
    Files.writeString(folder.resolve("intel-rapl:0/energy_uj"), "unknown");
    assertThat(EnergyMeter.open(folder).reports()).isFalse();
  }

  @Test
  void aCounterThatIsLostEndsTheReport() throws IOException {
    counter("intel-rapl:0", 1_000_000);
    counter("intel-rapl:1", 1_000_000);
    EnergyMeter meter = EnergyMeter.open(folder);
    Files.delete(folder.resolve("intel-rapl:1/energy_uj"));

    assertThat(meter.joules()).as("half of the energy is not the energy").isEmpty();
    assertThat(meter.reports()).isFalse();
  }
}
