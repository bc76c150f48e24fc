package org.sluice.bench;

import org.sluice.index.VectorSource;
import org.sluice.mips.Effort;
import org.sluice.mips.Metric;
import org.sluice.mips.MipsConfig;
import org.sluice.mips.MipsIndex;
import org.sluice.mips.Precision;
import org.sluice.mips.Structure;

/** This project's index. */
final class SluiceEngine implements VectorEngine {
  private static final int TUNED = 0;

  private final Structure structure;
  private final String name;
  private final VectorSource sample;
  private final Precision precision;
  private MipsIndex index;

  /**
   * @param sample queries to tune with, others than those measured; null to tune with vectors
   */
  SluiceEngine(String name, Structure structure, Precision precision, VectorSource sample) {
    this.precision = precision;
    this.name = name;
    this.sample = sample;
    this.structure = structure;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void build(VectorSource vectors, Metric metric) {
    MipsConfig config = MipsConfig.of(metric).structure(structure).precision(precision);
    index = MipsIndex.build(vectors, null, sample, config, 2);
    index.describe().forEach(System.err::println);
  }

  @Override
  public long bytes() {
    return index.bytes();
  }

  @Override
  public int[] efforts() {
    return switch (structure) {
      case Structure.Exact _ -> new int[] {TUNED};
      case Structure.Lists _ -> new int[] {TUNED, 1, 2, 4, 8, 16, 32, 64};
      case Structure.Tables _ -> new int[] {TUNED, 100, 300, 1000, 3000};
    };
  }

  @Override
  public String effortName(int effort) {
    return effort == TUNED
        ? "tuned for .95"
        : effort + (structure instanceof Structure.Lists ? " lists" : " scored");
  }

  @Override
  public long[] search(float[] query, int k, int effort) {
    Effort reading =
        effort == TUNED
            ? Effort.TUNED
            : structure instanceof Structure.Lists ? new Effort(effort, 0) : new Effort(0, effort);
    return index.search(query, k, reading).ids();
  }

  @Override
  public void close() {
    index = null;
  }
}
