package org.sluice.data;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random orders (Fisher and Yates, from the last place down). Stateless. */
public final class Shuffle {
  private Shuffle() {}

  /** The numbers from 0 to {@code count - 1} in a random order. */
  public static int[] order(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    inPlace(order, random);
    return order;
  }

  /** Puts values in a random order. */
  public static void inPlace(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
