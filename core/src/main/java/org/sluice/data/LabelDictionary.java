package org.sluice.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Names of labels and their ids, which count from 0. Where data has no names, a label's name is its
 * id in decimal. Immutable, safe for many threads.
 */
public final class LabelDictionary {
  private final List<String> names;
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
    Integer id = ids.get(name);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** All names, place k holding label k. */
  public List<String> names() {
    return names;
  }
}
