package org.sluice.inspect;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one way of choosing found in a hidden layer at one moment of a training.
 *
 * @param network whose layer it is, in short
 * @param layer hidden layers counted from 1
 * @param epoch that has ended; 0 for the network before its training
 * @param loss mean cross entropy of the epoch's training rows as they were met; NaN for epoch 0
 * @param accuracy share of all test rows answered right
 * @param winnersFound see {@link org.sluice.deep.DeepEpoch}
 * @param found by size of the active set; its name is the way of choosing
 */
public record CourseRow(
    String network,
    int layer,
    int epoch,
    double loss,
    double accuracy,
    double winnersFound,
    MethodReport found) {
  /** Network, layer and, unless it is the layer's own, way of choosing: the same in each epoch. */
  public String name() {
    String where = network + ", layer " + layer;
    return found.name().equals(DeepCourse.OWN) ? where : where + ": " + found.name();
  }

  /** All of it, as JSON has it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name());
    map.put("network", network);
    map.put("layer", layer);
    map.put("choice", found.name());
    map.put("epoch", epoch);
    map.put("loss", Double.isNaN(loss) ? null : loss);
    map.put("accuracy", accuracy);
    map.put("winnersFound", winnersFound);
    found.toMap().forEach(map::putIfAbsent);
    return map;
  }
}
