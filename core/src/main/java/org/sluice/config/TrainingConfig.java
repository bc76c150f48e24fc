package org.sluice.config;

import java.util.Map;
import org.sluice.text.VectorizerConfig;

/**
 * Everything that decides what a training run does, given its data. {@link Defaults} fills one from
 * the data's figures; {@link #with} changes single fields by name. Immutable.
 *
 * @param text how raw text becomes features; without effect on data that has features
 * @param network the layers
 * @param activeSet which labels are computed
 * @param hash the tables over label vectors
 * @param optimizer steps
 * @param run epochs, batches, threads, seed, validation
 * @param rank the second stage, which decides among what the network proposes
 */
public record TrainingConfig(
    VectorizerConfig text,
    NetworkConfig network,
    ActiveSetConfig activeSet,
    HashConfig hash,
    OptimizerConfig optimizer,
    RunConfig run,
    RankConfig rank) {
  public TrainingConfig {
    Rules.present(text, "text");
    Rules.present(network, "network");
    Rules.present(activeSet, "activeSet");
    Rules.present(hash, "hash");
    Rules.present(optimizer, "optimizer");
    Rules.present(run, "run");
    Rules.present(rank, "rank");
    Rules.require(
        !hash.hashFamily().ofWinners() || network.hidden().getLast() >= 8,
        "hidden",
        "at least 8 wide at the end for " + hash.hashFamily() + ", whose bins hold 8 units",
        network.hidden());
  }

  /** How raw text becomes the rankers' features: as {@link #text}, with longer runs of words. */
  public VectorizerConfig rankText() {
    return new VectorizerConfig(
        rank.rankNgrams(),
        text.charNgrams(),
        rank.rankMinDocuments(),
        text.maxDocumentShare(),
        text.minWordLength(),
        text.maxWordLength(),
        text.sublinearTf(),
        text.hashBits());
  }

  /**
   * This configuration with some fields changed.
   *
   * @param fields field names as in the records, such as {@code epochs} or {@code hidden}, with
   *     values as JSON has them: numbers, strings, booleans, lists of numbers
   * @throws IllegalArgumentException naming the field, its rule and the value
   */
  public TrainingConfig with(Map<String, ?> fields) {
    return ConfigFields.with(this, fields);
  }

  /** All fields by name, in the order of the records, values as JSON has them. */
  public Map<String, Object> toMap() {
    return ConfigFields.toMap(this);
  }
}
