package org.sluice.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.config.Activation;
import org.sluice.config.DataFigures;
import org.sluice.config.Defaults;
import org.sluice.config.TrainingConfig;
import org.sluice.hash.HashFamily;
import org.sluice.memory.RandomRows;
import org.sluice.nn.Network;
import org.sluice.nn.NetworkShape;

class TableKeeperTest {
  private static final int LABELS = 500;

  private static TrainingConfig config(String rehash) {
    return Defaults.of(new DataFigures(100, 30, LABELS, 5, 2, false), 1)
        .with(
            Map.of(
                "hidden",
                "16",
                "hashFamily",
                "simhash",
                "k",
                4,
                "l",
                3,
                "activeSize",
                50,
                "rehash",
                rehash));
  }

  private static void change(Network network, int from, int to) {
    float[] row = new float[network.output().weights().columns()];
    for (int label = from; label < to; label++) {
      network.output().weights().get(label, row, 0);
      row[label % row.length] += .25f;
      network.output().weights().set(label, row, 0);
    }
  }

  private static HashFamily rebuilt(TableKeeper keeper, long step) {
    keeper.rebuild(step);
    return keeper.tables().family();
  }

  @Test
  void theEngineTakesNewFunctionsWhereMostVectorsHaveChanged() {
    NetworkShape shape = new NetworkShape(30, List.of(16), LABELS, Activation.LINEAR);
    try (Network network = Network.zeros(shape)) {
      RandomRows.fill(network.output().weights(), 1, 1);
      TableKeeper keeper = new TableKeeper(network, config("auto"));
      HashFamily first = rebuilt(keeper, 0);
      assertThat(rebuilt(keeper, 1)).isSameAs(first);
      change(network, 0, LABELS * 4 / 5);
      assertThat(rebuilt(keeper, 2)).isSameAs(first);
      change(network, 0, LABELS * 4 / 5 + 1);
      HashFamily second = rebuilt(keeper, 3);
      assertThat(second).isNotSameAs(first);
      assertThat(codes(second)).isNotEqualTo(codes(first));
      change(network, 7, 9);
      assertThat(rebuilt(keeper, 4)).isSameAs(second);

      TableKeeper changed = new TableKeeper(network, config("changed"));
      HashFamily kept = rebuilt(changed, 0);
      change(network, 0, LABELS);
      assertThat(rebuilt(changed, 1)).isSameAs(kept);
      assertThat(codes(kept)).isEqualTo(codes(first)); // both of the seed and step 0

      TableKeeper all = new TableKeeper(network, config("all"));
      assertThat(codes(rebuilt(all, 0))).isNotEqualTo(codes(rebuilt(all, 1)));
    }
  }

  private static List<Integer> codes(HashFamily family) {
    float[] vector = new float[family.dimension()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) Math.sin(i * 7);
    }
    int[] codes = new int[family.l()];
    family.newHasher().hash(vector, 0, codes);
    return Arrays.stream(codes).boxed().toList();
  }
}
