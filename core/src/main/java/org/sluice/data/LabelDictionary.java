package org.sluice.data;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.RandomAccess;

/**
 * Names of labels and their ids, which count from 0. Where data has no names, a label's name is its
 * id in decimal. Immutable, safe for many threads.
 */
public final class LabelDictionary {
  private final List<String> names;

  /** Null for numbered labels, whose names need no memory. */
  private final Map<String, Integer> ids;

  /**
   * @param names name of label k at place k
   * @throws IllegalArgumentException if a name appears twice
   */
  public LabelDictionary(List<String> names) {
    this.names = List.copyOf(names);
    this.ids = HashMap.newHashMap(names.size());
    for (int id = 0; id < this.names.size(); id++) {
      Integer earlier = ids.put(this.names.get(id), id);
      if (earlier != null) {
        throw new IllegalArgumentException(
            "label names must differ: labels "
                + earlier
                + " and "
                + id
                + " are both '"
                + names.get(id)
                + "'");
      }
    }
  }

  private LabelDictionary(int size) {
    this.names = new Decimals(size);
    this.ids = null;
  }

  /** Labels without names of their own: the name of label k is k in decimal. */
  public static LabelDictionary numbered(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative: " + size);
    }
    return new LabelDictionary(size);
  }

  /** Whether names are just the ids in decimal. */
  public boolean isNumbered() {
    return ids == null;
  }

  /** Number of labels. */
  public int size() {
    return names.size();
  }

  /** Name of a label. */
  public String name(int id) {
    return names.get(id);
  }

  /** Id of a name, or empty where it is unknown. */
  public OptionalInt id(String name) {
    if (ids == null) {
      return ((Decimals) names).id(name);
    }
    Integer id = ids.get(name);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** All names, place k holding label k. */
  public List<String> names() {
    return names;
  }

  private static final class Decimals extends AbstractList<String> implements RandomAccess {
    private final int size;

    Decimals(int size) {
      this.size = size;
    }

    OptionalInt id(String name) {
      int id;
      try {
        id = Integer.parseInt(name);
      } catch (NumberFormatException notANumber) {
        return OptionalInt.empty();
      }
      // "007" and "+7" are not the name of label 7.
      boolean known = id >= 0 && id < size && Integer.toString(id).equals(name);
      return known ? OptionalInt.of(id) : OptionalInt.empty();
    }

    @Override
    public String get(int id) {
      if (id < 0 || id >= size) {
        throw new IndexOutOfBoundsException("label " + id + " of " + size);
      }
      return Integer.toString(id);
    }

    @Override
    public int size() {
      return size;
    }
  }
}
