package org.sluice.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchFeedTest {
  private static List<Integer> pass(BatchFeed feed, int stride) {
    List<Integer> rows = new ArrayList<>();
    while (feed.next()) {
      for (int i = 0; i < feed.count(); i++) {
        int number = (int) feed.values()[i * stride];
        assertThat(feed.values()[i * stride + 1]).isEqualTo(-number);
        assertThat(feed.labels()[i]).isEqualTo(number % 2);
        rows.add(number);
      }
    }
    return rows;
  }

  @Test
  void everyRowOnceAPass() {
    int[] labels = IntStream.range(0, 23).map(i -> i % 2).toArray();
    float[] values = new float[46];
    for (int i = 0; i < 23; i++) {
      values[2 * i] = i;
      values[2 * i + 1] = -i;
    }
    ArrayExamples examples = new ArrayExamples(values, labels, 2, 2);
    BatchFeed feed = new BatchFeed(examples, 5, 3, 9);
    feed.values()[2] = 7;
    List<Integer> all = IntStream.range(0, 23).boxed().toList();

    assertThat(pass(feed, 3)).isEqualTo(all);
    feed.shuffle();
    List<Integer> shuffled = pass(feed, 3);
    assertThat(shuffled).isNotEqualTo(all).containsExactlyInAnyOrderElementsOf(all);
    feed.restart();
    assertThat(pass(feed, 3)).isEqualTo(shuffled);
    assertThat(feed.values()[2]).as("places between rows are the caller's").isEqualTo(7);
    BatchFeed same = new BatchFeed(examples, 100, 3, 9);
    same.shuffle();
    assertThat(pass(same, 3)).isEqualTo(shuffled);
    assertThat(same.batchSize()).isEqualTo(23);
    assertThatThrownBy(() -> new BatchFeed(examples, 5, 1, 9))
        .hasMessage("stride must be at least the width 2, got 1");
  }
}
