package org.sluice.inspect;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.sluice.config.HashConfig;
import org.sluice.config.HashKind;
import org.sluice.config.Rehash;
import org.sluice.config.SelectionKind;
import org.sluice.index.Selection;

/**
 * One way of hashing labels and of choosing among what the tables return.
 *
 * @param family which functions
 * @param k elementary hashes in a code, as {@link HashConfig}
 * @param l tables, as {@link HashConfig}
 * @param bucketCapacity ids looked at in a bucket for one query, at least 1
 * @param probes buckets looked at in each table for one query, from 1 to 64
 * @param selection how labels are chosen
 * @param minHits tables that must return a label under THRESHOLD, at least 1
 */
public record TableCell(
    HashKind family,
    int k,
    int l,
    int bucketCapacity,
    int probes,
    SelectionKind selection,
    int minHits) {
  /** Bits of an elementary hash of winners, of which a sign has one. */
  private static final int WINNER_BITS = 3;

  public TableCell {
    config(family, k, l, bucketCapacity, probes);
    if (selection == null) {
      throw new IllegalArgumentException("selection must be given");
    }
    if (minHits < 1) {
      throw new IllegalArgumentException("minHits must be at least 1, not " + minHits);
    }
  }

  /**
   * Elementary hashes of a family whose codes are about as long as those of {@code k} signs: a
   * third as many where each is of three bits, at least one.
   */
  public static int sizeFor(HashKind family, int k) {
    return family.ofWinners() ? Math.max(1, Math.round((float) k / WINNER_BITS)) : k;
  }

  private static HashConfig config(HashKind family, int k, int l, int capacity, int probes) {
    return new HashConfig(family, k, l, capacity, 1, 0, probes, Rehash.ALL);
  }

  /** As the engine's settings say it. */
  HashConfig config() {
    return config(family, k, l, bucketCapacity, probes);
  }

  /** Whether both read the same tables. */
  boolean sharesTables(TableCell other) {
    return family == other.family && k == other.k && l == other.l;
  }

  Selection rule() {
    return switch (selection) {
      case VANILLA -> new Selection.Vanilla();
      case TOP_K -> new Selection.TopK();
      case THRESHOLD -> new Selection.Threshold(minHits);
    };
  }

  /** The family's name as users write it. */
  public String familyName() {
    return name(family);
  }

  /** All of it in short, such as {@code dwta K=3 L=50 probes=2 vanilla}. */
  public String describe() {
    return familyName()
        + " K="
        + k
        + " L="
        + l
        + (probes == 1 ? "" : " probes=" + probes)
        + (selection == SelectionKind.TOP_K ? "" : " " + name(selection))
        + (selection == SelectionKind.THRESHOLD ? " minHits=" + minHits : "");
  }

  /** Fields by name, as JSON has them. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("family", familyName());
    map.put("k", k);
    map.put("l", l);
    map.put("bucketCapacity", bucketCapacity);
    map.put("probes", probes);
    map.put("selection", name(selection));
    if (selection == SelectionKind.THRESHOLD) {
      map.put("minHits", minHits);
    }
    return map;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
