package org.sluice.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An object in a JSON file, whose fields are asked for by name, type and range.
 *
 * @param file for messages
 * @param name of the object in the file, empty at the top
 * @param fields its content
 */
record Section(Path file, String name, Map<?, ?> fields) {
  boolean has(String field) {
    return fields.containsKey(field);
  }

  long whole(String field, long least, long most) throws ModelFormatException {
    return whole(field, get(field), least, most);
  }

  private long whole(String field, Object value, long least, long most)
      throws ModelFormatException {
    if (value instanceof Long whole && whole >= least && whole <= most) {
      return whole;
    }
    throw wrong(field, "must be a whole number from " + least + " to " + most, value);
  }

  /** A list of whole numbers that fit an int. */
  List<Integer> wholes(String field, int least, int most) throws ModelFormatException {
    if (!(get(field) instanceof List<?> list)) {
      throw wrong(field, "must be a list", get(field));
    }
    List<Integer> wholes = new ArrayList<>();
    for (Object item : list) {
      wholes.add((int) whole(field, item, least, most));
    }
    return wholes;
  }

  /** A list of finite numbers. */
  double[] numbers(String field) throws ModelFormatException {
    if (!(get(field) instanceof List<?> list)) {
      throw wrong(field, "must be a list", get(field));
    }
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(list.get(i) instanceof Number number) || !Double.isFinite(number.doubleValue())) {
        throw wrong(field, "must be a list of finite numbers, one is not", list.get(i));
      }
      numbers[i] = number.doubleValue();
    }
    return numbers;
  }

  /** A finite number. */
  double number(String field) throws ModelFormatException {
    if (get(field) instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong(field, "must be a finite number", get(field));
  }

  /** A list of objects. */
  List<Section> sections(String field) throws ModelFormatException {
    if (!(get(field) instanceof List<?> list)) {
      throw wrong(field, "must be a list", get(field));
    }
    List<Section> sections = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> inner)) {
        throw wrong(field, "must be a list of objects, one is not", item);
      }
      sections.add(new Section(file, path(field) + "[" + sections.size() + "]", inner));
    }
    return sections;
  }

  boolean truth(String field) throws ModelFormatException {
    if (get(field) instanceof Boolean truth) {
      return truth;
    }
    throw wrong(field, "must be true or false", get(field));
  }

  String text(String field) throws ModelFormatException {
    if (get(field) instanceof String text) {
      return text;
    }
    throw wrong(field, "must be a text", get(field));
  }

  Section section(String field) throws ModelFormatException {
    if (get(field) instanceof Map<?, ?> inner) {
      return new Section(file, path(field), inner);
    }
    throw wrong(field, "must be an object", get(field));
  }

  /** Its content by name. */
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  Map<String, Object> strings() {
    return (Map<String, Object>) fields;
  }

  private Object get(String field) throws ModelFormatException {
    if (!has(field)) {
      throw new ModelFormatException(file, "field " + path(field) + " is missing");
    }
    return fields.get(field);
  }

  ModelFormatException wrong(String field, String rule, Object value) {
    return new ModelFormatException(file, "field " + path(field) + " " + rule + ": " + value);
  }

  private String path(String field) {
    return name.isEmpty() ? field : name + "." + field;
  }
}
