package org.sluice.inspect;

import java.util.List;

/**
 * What is asked of every way of choosing labels.
 *
 * @param tops how many of the exact best labels should be found: each rising number is a question
 * @param sizes labels in the active set: each rising number is a question
 * @param bias whether the label's bias is hashed as a last coordinate, the query's being 1; without
 *     it the vectors are hashed as training does
 * @param seed chooses functions, samples and the order in which tables are read
 * @param threads threads to use, from 1 to 1,024
 */
public record InspectOptions(
    List<Integer> tops, List<Integer> sizes, boolean bias, long seed, int threads) {
  public InspectOptions {
    tops = rising("tops", tops);
    sizes = rising("sizes", sizes);
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("threads must be from 1 to 1024, not " + threads);
    }
  }

  private static List<Integer> rising(String field, List<Integer> numbers) {
    int last = 0;
    for (int number : numbers) {
      if (number <= last || number > 1 << 20) {
        throw new IllegalArgumentException(field + " must rise, from 1 to 1048576, not " + numbers);
      }
      last = number;
    }
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException(field + " must be at least one number");
    }
    return List.copyOf(numbers);
  }

  /** The same with no number above that of the labels, which replaces those that are. */
  InspectOptions within(int labels) {
    return new InspectOptions(clip(tops, labels), clip(sizes, labels), bias, seed, threads);
  }

  private static List<Integer> clip(List<Integer> numbers, int labels) {
    return numbers.stream().map(n -> Math.min(n, labels)).distinct().toList();
  }

  int largestSize() {
    return sizes.getLast();
  }
}
