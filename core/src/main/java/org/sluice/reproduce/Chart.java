package org.sluice.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chart of the page, drawn from results.
 *
 * @param title its heading
 * @param words what it shows
 * @param part the results it is drawn from
 * @param x name of a key's field or of a figure
 * @param xTitle what it is, with its unit
 * @param xLog whether its axis is logarithmic
 * @param y as x
 * @param yTitle as xTitle
 * @param lines fields whose values make a line
 * @param choose fields of which the reader chooses one value
 * @param course whether x and y are members of the course of a run rather than of its figures
 */
public record Chart(
    String title,
    String words,
    String part,
    String x,
    String xTitle,
    boolean xLog,
    String y,
    String yTitle,
    List<String> lines,
    List<String> choose,
    boolean course) {
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("title", title);
    map.put("words", words);
    map.put("part", part);
    map.put("x", x);
    map.put("xTitle", xTitle);
    map.put("xLog", xLog);
    map.put("y", y);
    map.put("yTitle", yTitle);
    map.put("lines", lines);
    map.put("choose", choose);
    map.put("course", course);
    return map;
  }
}
