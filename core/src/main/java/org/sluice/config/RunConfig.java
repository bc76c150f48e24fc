package org.sluice.config;

/**
 * The run.
 *
 * @param epochs passes over the rows, from 1 to 10,000
 * @param batchSize rows a batch, from 1 to 4,096
 * @param threads workers, from 1 to 1,024; with more than one the same seed does not give the same
 *     model bit for bit, since workers update without locks
 * @param seed where all randomness comes from
 * @param validationShare share of the rows held out to watch the run, from 0 to .5; 0 for none
 * @param patience epochs without a better validation P@1 after which training stops, 0 for never
 */
public record RunConfig(
    int epochs, int batchSize, int threads, long seed, double validationShare, int patience) {
  public RunConfig {
    Rules.require(epochs >= 1 && epochs <= 10_000, "epochs", "from 1 to 10000", epochs);
    Rules.require(batchSize >= 1 && batchSize <= 4096, "batchSize", "from 1 to 4096", batchSize);
    Rules.require(threads >= 1 && threads <= 1024, "threads", "from 1 to 1024", threads);
    Rules.require(
        validationShare >= 0 && validationShare <= 0.5,
        "validationShare",
        "from 0 to 0.5",
        validationShare);
    Rules.require(patience >= 0, "patience", "at least 0", patience);
  }
}
