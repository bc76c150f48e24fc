package org.sluice.config;

/**
 * The second stage: sparse rankers, one a label, that decide among the labels which the network
 * proposes.
 *
 * @param rank whether there is a second stage
 * @param rankNgrams longest run of words that is a feature of the rankers, 1 to 5; without effect
 *     on data that has features
 * @param rankMinDocuments features of the rankers are in at least so many texts, at least 1
 * @param mined labels that the network proposes for each training row; the wrong ones among them
 *     are what rankers learn to reject; from 1 to 10,000
 * @param cost how much a ranker's mistake weighs against the size of its weights, above 0
 * @param dropBelow weights of rankers smaller than this are dropped, from 0
 * @param candidates labels that the network proposes for a row to be answered, from 1 to 10,000
 * @param calibrationShare share of the rows kept aside to fit how the two stages are joined, above
 *     0 to .5
 * @param neighbours most training rows nearest to a row whose labels are asked as well, from 0 to
 *     1,000; this number, its half, quarter or eighth, whichever answers rows kept aside best
 * @param neighbourEntries nearest rows are left out where the training rows have more features than
 *     this in all, from 0: each takes five bytes of the model
 * @param labelNames whether words of a row that are in a label's name speak for the label, and each
 *     name is a row to learn from; also in the network, but for models without rankers; without
 *     effect where labels have no names but numbers, and on data that has features
 * @param propensity how much answers favour rare labels, from 0, which orders them by probability
 *     alone, to 1, which orders them by probability times inverse propensity; also without rankers
 */
public record RankConfig(
    boolean rank,
    int rankNgrams,
    int rankMinDocuments,
    int mined,
    double cost,
    double dropBelow,
    int candidates,
    double calibrationShare,
    int neighbours,
    int neighbourEntries,
    boolean labelNames,
    double propensity) {
  public RankConfig {
    Rules.require(rankNgrams >= 1 && rankNgrams <= 5, "rankNgrams", "from 1 to 5", rankNgrams);
    Rules.require(rankMinDocuments >= 1, "rankMinDocuments", "at least 1", rankMinDocuments);
    Rules.require(mined >= 1 && mined <= 10_000, "mined", "from 1 to 10000", mined);
    Rules.require(cost > 0 && cost <= 1e6, "cost", "above 0 and at most 1000000", cost);
    Rules.require(dropBelow >= 0 && dropBelow < 10, "dropBelow", "from 0 to below 10", dropBelow);
    Rules.require(
        candidates >= 1 && candidates <= 10_000, "candidates", "from 1 to 10000", candidates);
    Rules.require(
        calibrationShare > 0 && calibrationShare <= 0.5,
        "calibrationShare",
        "above 0 and at most 0.5",
        calibrationShare);
    Rules.require(
        neighbours >= 0 && neighbours <= 1_000, "neighbours", "from 0 to 1000", neighbours);
    Rules.require(neighbourEntries >= 0, "neighbourEntries", "at least 0", neighbourEntries);
    Rules.require(propensity >= 0 && propensity <= 1, "propensity", "from 0 to 1", propensity);
  }
}
