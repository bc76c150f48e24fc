package org.sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import org.sluice.config.HashKind;
import org.sluice.config.SelectionKind;

/**
 * Ways of hashing that are tried, each combined with each. Nothing may be empty.
 *
 * @param families hash families
 * @param k elementary hashes of families of signs; {@link TableCell#sizeFor} says how many others
 *     have
 * @param l tables
 * @param bucketCapacity ids looked at in a bucket, at least 1
 * @param probes buckets looked at in each table
 * @param selections how labels are chosen
 * @param minHits tables that must return a label under THRESHOLD, at least 1
 */
public record SweepGrid(
    List<HashKind> families,
    List<Integer> k,
    List<Integer> l,
    int bucketCapacity,
    List<Integer> probes,
    List<SelectionKind> selections,
    int minHits) {
  public SweepGrid {
    families = some("families", families);
    k = some("k", k);
    l = some("l", l);
    probes = some("probes", probes);
    selections = some("selections", selections);
  }

  private static <T> List<T> some(String field, List<T> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(field + " must be at least one");
    }
    return values.stream().distinct().toList();
  }

  /**
   * All combinations, those that share tables one after the other, none twice.
   *
   * @throws IllegalArgumentException naming the value that breaks a rule
   */
  public List<TableCell> cells() {
    List<TableCell> cells = new ArrayList<>();
    for (HashKind family : families) {
      for (int signs : k) {
        for (int tables : l) {
          for (int buckets : probes) {
            for (SelectionKind selection : selections) {
              cells.add(
                  new TableCell(
                      family,
                      TableCell.sizeFor(family, signs),
                      tables,
                      bucketCapacity,
                      buckets,
                      selection,
                      minHits));
            }
          }
        }
      }
    }
    return cells.stream().distinct().toList();
  }
}
