package org.sluice.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TwoBitCodesTest {
  private static final int LABELS = 2000;

  /** The product of a query with a label by its code, looked up in plain loops. */
  private static double estimate(TwoBitCodes.Tables tables, byte[] code, float factor) {
    int sum = 0;
    for (int g = 0; g < code.length; g++) {
      sum += tables.bytes()[32 * g + (code[g] & 15)] & 255;
      sum += tables.bytes()[32 * g + 16 + (code[g] >> 4 & 15)] & 255;
    }
    return factor * (tables.base() + tables.step() * sum);
  }

  @Property(tries = 30)
  void productsAreRightOnAverageAndSeldomFarOff(
      @ForAll @IntRange(min = 20, max = 512) int dimension, @ForAll long seed) {
    LabelMatrix labels = Planted.labels(LABELS, dimension, seed);
    try {
      TwoBitCodes codes = TwoBitCodes.of(labels);
      TwoBitCodes.Tables tables = new TwoBitCodes.Tables(codes);
      float[] query = Planted.normal(dimension, 1, seed + 3);
      codes.tables(query, 0, tables);
      byte[] code = new byte[codes.groups()];
      float[] vector = new float[dimension];
      double[] scores = Planted.scores(labels, query, 0);
      double errors = 0;
      double squares = 0;
      for (int label = 0; label < LABELS; label++) {
        labels.vectors().get(label, vector, 0);
        // Each label of another length.
        float length = 1 + label % 7;
        for (int j = 0; j < dimension; j++) {
          vector[j] *= length;
        }
        double exact = length * (scores[label] - labels.biases()[label]);
        float factor = codes.encode(vector, code);
        // Products of normal vectors of d dimensions spread by the root of d.
        double error = (estimate(tables, code, factor) - exact) / (length * Math.sqrt(dimension));
        errors += error;
        squares += error * error;
      }
      // Levels miss .117 of the squares of normal numbers, and of what they keep one is no surer.
      double deviation = Math.sqrt(squares / LABELS);
      assertThat(deviation).isBetween(0.2, 0.45);
      assertThat(errors / LABELS).isCloseTo(0, within(5 * deviation / Math.sqrt(LABELS)));
    } finally {
      Planted.free(labels);
    }
  }
}
