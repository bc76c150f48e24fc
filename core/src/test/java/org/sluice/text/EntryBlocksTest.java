package org.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EntryBlocksTest {
  @Property(tries = 12)
  void movesAllEntriesInTheirOrder(
      @ForAll @IntRange(min = 0, max = 700_000) int entries, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EntryBlocks blocks = new EntryBlocks();
    for (int done = 0; done < entries; ) {
      int count = Math.min(entries - done, random.nextInt(random.nextBoolean() ? 10 : 400_000));
      int[] indices = new int[count + 3];
      float[] values = new float[count + 3];
      for (int i = 0; i < count; i++) {
        indices[i] = done + i;
        values[i] = -(done + i);
      }
      blocks.append(indices, values, count);
      done += count;
    }
    assertThat(blocks.size()).isEqualTo(entries);

    int[] indices = new int[entries + 5];
    float[] values = new float[entries + 5];
    assertThat(blocks.moveTo(indices, values, 5)).isEqualTo(entries + 5);
    for (int i = 0; i < entries; i++) {
      assertThat(indices[i + 5]).isEqualTo(i);
      assertThat(values[i + 5]).isEqualTo(-(float) i);
    }
    assertThat(blocks.size()).isZero();
  }
}
