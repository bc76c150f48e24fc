package org.sluice.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The flat view of nested configuration records: every leaf has a name of its own, so one map of
 * names serves JSON, the command line and the manifest, and a new field needs no code anywhere
 * else.
 */
public final class ConfigFields {
  private ConfigFields() {}

  /** A leaf of the configuration: its name and the Java type of its value. */
  public record Field(String name, Class<?> type) {}

  /** All leaves of a record type, in order. */
  public static List<Field> fields(Class<? extends Record> type) {
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType().isRecord()) {
        fields.addAll(fields(component.getType().asSubclass(Record.class)));
      } else {
        fields.add(new Field(component.getName(), component.getType()));
      }
    }
    return fields;
  }

  /** Leaves and their values; enums by their lower-case name. */
  public static Map<String, Object> toMap(Record config) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      Object value = read(config, component);
      if (value instanceof Record inner) {
        map.putAll(toMap(inner));
      } else {
        map.put(component.getName(), value instanceof Enum<?> e ? nameOf(e) : value);
      }
    }
    return map;
  }

  /** A copy of {@code config} with the named leaves replaced. */
  public static <R extends Record> R with(R config, Map<String, ?> changes) {
    TreeSet<String> known = new TreeSet<>();
    fields(config.getClass()).forEach(field -> known.add(field.name()));
    for (String name : changes.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "no setting is called '" + name + "'; settings are: " + String.join(", ", known));
      }
    }
    return copy(config, changes);
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> R copy(R config, Map<String, ?> changes) {
    RecordComponent[] components = config.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      Object value = read(config, components[i]);
      String name = components[i].getName();
      if (value instanceof Record inner) {
        values[i] = copy(inner, changes);
      } else {
        values[i] = changes.containsKey(name) ? convert(name, types[i], changes.get(name)) : value;
      }
    }
    try {
      return (R) config.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException rule) {
        throw new IllegalArgumentException(rule.getMessage(), rule);
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object read(Record config, RecordComponent component) {
    try {
      return component.getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object convert(String name, Class<?> type, Object value) {
    if (type == int.class) {
      return Math.toIntExact(whole(name, value, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    if (type == long.class) {
      return whole(name, value, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class) {
      return number(name, value);
    }
    if (type == boolean.class) {
      if (value instanceof Boolean truth) {
        return truth;
      }
      Rules.require(
          value instanceof String s && (s.equals("true") || s.equals("false")),
          name,
          "true or false",
          value);
      return Boolean.valueOf((String) value);
    }
    if (type.isEnum()) {
      return constant(name, type, value);
    }
    if (List.class.isAssignableFrom(type)) {
      List<Integer> widths = new ArrayList<>();
      List<?> items =
          value instanceof List<?> list ? list : List.of(String.valueOf(value).split(","));
      for (Object item : items) {
        widths.add(Math.toIntExact(whole(name, item, Integer.MIN_VALUE, Integer.MAX_VALUE)));
      }
      return widths;
    }
    throw new IllegalStateException("no conversion to " + type + " for " + name);
  }

  private static Object constant(String name, Class<?> type, Object value) {
    Object[] constants = type.getEnumConstants();
    for (Object constant : constants) {
      if (value != null && nameOf((Enum<?>) constant).equals(normal(String.valueOf(value)))) {
        return constant;
      }
    }
    List<String> names = Arrays.stream(constants).map(c -> nameOf((Enum<?>) c)).toList();
    throw new IllegalArgumentException(
        name + " must be one of " + String.join(", ", names) + ": " + value);
  }

  private static String nameOf(Enum<?> constant) {
    return normal(constant.name());
  }

  private static String normal(String name) {
    return name.trim().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static long whole(String name, Object value, long least, long most) {
    try {
      if (value instanceof Number || value instanceof String) {
        long whole = new BigDecimal(value.toString().trim()).longValueExact();
        Rules.require(whole >= least && whole <= most, name, "a whole number in range", value);
        return whole;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a whole number: " + value, e);
    }
    throw new IllegalArgumentException(name + " must be a whole number: " + value);
  }

  private static double number(String name, Object value) {
    try {
      if (value instanceof Number || value instanceof String) {
        return Double.parseDouble(value.toString().trim());
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number: " + value, e);
    }
    throw new IllegalArgumentException(name + " must be a number: " + value);
  }
}
