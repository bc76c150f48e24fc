package org.sluice.tune;

/** What is to be made as high as possible on the rows held out. */
public enum Goal {
  P1("P@1"),
  P3("P@3"),
  P5("P@5"),
  NDCG3("nDCG@3"),
  NDCG5("nDCG@5"),
  PSP1("PSP@1"),
  PSP3("PSP@3"),
  PSP5("PSP@5");

  private final String metric;

  Goal(String metric) {
    this.metric = metric;
  }

  /** Name of the metric as {@link org.sluice.metric.Evaluation} has it. */
  public String metric() {
    return metric;
  }
}
