package org.sluice.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.data.LabelDictionary;
import org.sluice.data.LabelRows;
import org.sluice.data.TextDataset;
import org.sluice.text.Vectorizer;
import org.sluice.text.VectorizerConfig;

class NameRowsTest {
  @Test
  void namesOfKnownWordsFollowTheRows() {
    List<String> texts = List.of("red apple", "red tree", "apple tree");
    TextDataset data =
        new TextDataset(
            texts,
            new LabelRows(4, new int[] {0, 2, 2, 3}, new int[] {0, 1, 3}),
            new LabelDictionary(List.of("Apples and apple trees", "17", "tree", "zebra")));
    Vectorizer words = Vectorizer.fit(texts, VectorizerConfig.defaults());
    TextDataset more = NameRows.add(data, words);
    assertThat(more.texts())
        .containsExactly("red apple", "red tree", "apple tree", "Apples and apple trees", "tree");
    assertThat(more.labels().offsets()).containsExactly(0, 2, 2, 3, 4, 5);
    assertThat(more.labels().ids()).containsExactly(0, 1, 3, 0, 2);
    assertThat(more.dictionary()).isSameAs(data.dictionary());
  }
}
