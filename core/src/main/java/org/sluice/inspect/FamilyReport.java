package org.sluice.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sluice.hash.HashFamily;

/**
 * How a family's collisions follow similarity, and what they say of the order of labels.
 *
 * @param name the cell it was measured with
 * @param similarity what the family means by alike
 * @param bins by rising similarity, only those with pairs
 * @param contenders correlation of hits with activations over each query's exact best labels
 * @param uniform the same over uniformly drawn labels
 */
public record FamilyReport(
    String name,
    HashFamily.Similarity similarity,
    List<Bin> bins,
    Correlation contenders,
    Correlation uniform) {
  public FamilyReport {
    bins = List.copyOf(bins);
  }

  /**
   * Pairs of a label and a query that are about equally alike. Probabilities are measured, then
   * predicted by the family's formula, over the same pairs.
   *
   * @param from lower bound of the similarity
   * @param to upper bound
   * @param pairs number of pairs, at least 1
   * @param hash that an elementary hash is equal: p
   * @param hashFormula the mean of p by formula
   * @param code that a whole code is equal
   * @param codeFormula the mean of {@code p^K}
   * @param any that at least one of the tables brings them together
   * @param anyFormula the mean of {@code 1 - (1 - p^K)^L}
   */
  public record Bin(
      double from,
      double to,
      long pairs,
      double hash,
      double hashFormula,
      double code,
      double codeFormula,
      double any,
      double anyFormula) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("from", from);
      map.put("to", to);
      map.put("pairs", pairs);
      map.put("hash", hash);
      map.put("hashFormula", hashFormula);
      map.put("code", code);
      map.put("codeFormula", codeFormula);
      map.put("any", any);
      map.put("anyFormula", anyFormula);
      return map;
    }
  }

  /**
   * Means over queries of the rank correlation between the number of tables that return a label and
   * its activation.
   *
   * @param labels labels of a query that are compared
   * @param spearman Spearman's rho
   * @param kendall Kendall's tau-b
   */
  public record Correlation(int labels, double spearman, double kendall) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("labels", labels);
      map.put("spearman", spearman);
      map.put("kendall", kendall);
      return map;
    }
  }

  /** All of it, as JSON has it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("similarity", similarity.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    map.put("bins", bins.stream().map(Bin::toMap).toList());
    map.put("contenders", contenders.toMap());
    map.put("uniform", uniform.toMap());
    return map;
  }
}
