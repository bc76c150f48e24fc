package org.sluice.json;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Writes one value. Used once, by one thread. */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder();
  private final int indent;
  private int depth;

  JsonWriter(int indent) {
    this.indent = indent;
  }

  String write(Object value) {
    append(value);
    return out.toString();
  }

  private void append(Object value) {
    switch (value) {
      case null -> out.append("null");
      case String s -> string(s);
      case Boolean b -> out.append(b.booleanValue());
      case Number n -> number(n);
      case Map<?, ?> map -> items(map.entrySet().iterator(), '{', '}', this::entry);
      case Iterable<?> list -> items(list.iterator(), '[', ']', this::append);
      case int[] a -> append(IntStream.of(a).boxed().toList());
      case long[] a -> append(LongStream.of(a).boxed().toList());
      case double[] a -> append(DoubleStream.of(a).boxed().toList());
      case float[] a -> append(boxed(a));
      case Object[] a -> append(Arrays.asList(a));
      default ->
          throw new IllegalArgumentException("JSON has no form for " + value.getClass().getName());
    }
  }

  private static List<Float> boxed(float[] a) {
    return IntStream.range(0, a.length).mapToObj(i -> a[i]).toList();
  }

  private <T> void items(Iterator<T> items, char open, char close, Consumer<T> item) {
    if (++depth > Json.MAX_DEPTH) {
      throw new IllegalArgumentException("nesting must not be deeper than " + Json.MAX_DEPTH);
    }
    out.append(open);
    boolean any = items.hasNext();
    while (items.hasNext()) {
      newLine();
      item.accept(items.next());
      if (items.hasNext()) {
        out.append(',');
      }
    }
    depth--;
    if (any) {
      newLine();
    }
    out.append(close);
  }

  private void entry(Map.Entry<?, ?> entry) {
    if (!(entry.getKey() instanceof String key)) {
      throw new IllegalArgumentException("a key must be a string: " + entry.getKey());
    }
    string(key);
    out.append(indent == 0 ? ":" : ": ");
    append(entry.getValue());
  }

  private void newLine() {
    if (indent > 0) {
      out.append('\n').repeat(" ", indent * depth);
    }
  }

  private void number(Number n) {
    if (!Double.isFinite(n.doubleValue())) {
      throw new IllegalArgumentException("JSON has no form for the number " + n);
    }
    out.append(n);
  }

  private void string(String s) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // The two separators are legal JSON but end a line for many readers of JSON lines.
          if (c < ' ' || c == 0x7f || c == '\u2028' || c == '\u2029') {
            out.append(String.format("\\u%04x", (int) c));
          } else if (!Character.isSurrogate(c)) {
            out.append(c);
          } else if (Character.isHighSurrogate(c)
              && i + 1 < s.length()
              && Character.isLowSurrogate(s.charAt(i + 1))) {
            out.append(c).append(s.charAt(++i));
          } else {
            throw new IllegalArgumentException("half a surrogate pair at position " + i);
          }
        }
      }
    }
    out.append('"');
  }
}
