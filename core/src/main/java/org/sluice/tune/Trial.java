package org.sluice.tune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One candidate trained and measured once.
 *
 * @param candidate its number; 0 are the defaults
 * @param changes settings in which it differs from them
 * @param share of the rows that it was trained on, above 0 to 1
 * @param score on the rows held out, from 0 to 1; 0 where training failed, as at too high a rate
 * @param seconds that it took
 */
public record Trial(
    int candidate, Map<String, Object> changes, double share, double score, double seconds) {
  public Trial {
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
  }
}
