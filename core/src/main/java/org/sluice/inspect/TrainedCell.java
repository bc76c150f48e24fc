package org.sluice.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.index.RebuildSchedule;

/**
 * A model that was trained with negatives from a cell's tables.
 *
 * @param name the cell, or where else the negatives came from
 * @param activeSize labels of an active set in training
 * @param schedule when the tables were built anew; null for uniform negatives
 * @param rebuilds how often they were built, the first time included
 * @param rebuildSeconds time of that, part of {@code seconds}
 * @param p1 precision of the first exact answer
 * @param p3 precision of the first three
 * @param p5 precision of the first five
 * @param seconds time of training
 * @param atSize what the cell's tables find in the trained model, at the size in the middle of
 *     those asked; null for uniform negatives
 * @param top how many of the exact best are meant in {@link #toMap()}
 * @param course the same after every epoch, the first one first
 */
public record TrainedCell(
    String name,
    int activeSize,
    RebuildSchedule schedule,
    int rebuilds,
    double rebuildSeconds,
    double p1,
    double p3,
    double p5,
    double seconds,
    MethodReport.AtSize atSize,
    int top,
    List<Step> course) {
  /**
   * The network after an epoch.
   *
   * @param epoch its number, from 1
   * @param p1 precision of the first exact answer
   * @param atSize as in {@link TrainedCell}
   */
  public record Step(int epoch, double p1, MethodReport.AtSize atSize) {}

  public TrainedCell {
    course = List.copyOf(course);
  }

  /** All of it, as JSON has it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("activeSize", activeSize);
    map.put("rebuildAfter", schedule == null ? null : schedule.firstGap());
    map.put("rebuildGrowth", schedule == null ? null : schedule.decay());
    map.put("rebuilds", rebuilds);
    map.put("rebuildSeconds", rebuildSeconds);
    map.put("p1", p1);
    map.put("p3", p3);
    map.put("p5", p5);
    map.put("seconds", seconds);
    map.put("top", top);
    map.put("size", atSize == null ? null : atSize.size());
    putFound(map, atSize);
    map.put("course", course.stream().map(this::toMap).toList());
    return map;
  }

  private Map<String, Object> toMap(Step step) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", step.epoch());
    map.put("p1", step.p1());
    putFound(map, step.atSize());
    return map;
  }

  private void putFound(Map<String, Object> map, MethodReport.AtSize found) {
    map.put("recall", found == null ? null : found.recall().get(top));
    map.put("mass", found == null ? null : found.mass());
  }
}
