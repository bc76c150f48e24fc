package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.sluice.deep.DeepNetwork;
import org.sluice.dense.DenseExamples;
import org.sluice.dense.DenseSets;

/** The rows of a path that a network is asked about. */
enum DeepRows {
  /** Those to test with. */
  TEST,
  /** Those to train with. */
  TRAIN,
  /** Both. */
  ALL;

  /** Reads them and checks that they are of the network's kind. */
  DenseExamples open(Path data, DenseDataOptions options, DeepNetwork network) throws IOException {
    DenseSets sets = options.open(data);
    checkWidth(data, sets, network);
    int[] widths = network.widths();
    if (sets.test().classes() > widths[widths.length - 1]) {
      throw new UserException(
          data
              + ": classes must be below "
              + widths[widths.length - 1]
              + ", the number that the model knows: "
              + (sets.test().classes() - 1));
    }
    return switch (this) {
      case TEST -> sets.test();
      case TRAIN -> sets.train();
      case ALL -> new Both(sets.train(), sets.test());
    };
  }

  /** Fails where rows are not as long as those that a network learned from. */
  static void checkWidth(Path data, DenseSets sets, DeepNetwork network) {
    int width = network.widths()[0];
    if (sets.test().width() != width) {
      throw new UserException(
          data
              + ": rows must have "
              + width
              + " numbers like those that the model learned from: "
              + sets.test().width());
    }
  }

  /** One set after the other. */
  private record Both(DenseExamples first, DenseExamples second) implements DenseExamples {
    @Override
    public int size() {
      return first.size() + second.size();
    }

    @Override
    public int width() {
      return first.width();
    }

    @Override
    public int classes() {
      return first.classes();
    }

    private boolean inFirst(int row) {
      return row < first.size();
    }

    @Override
    public int label(int row) {
      return inFirst(row) ? first.label(row) : second.label(row - first.size());
    }

    @Override
    public void copyTo(int row, float[] target, int offset) {
      if (inFirst(row)) {
        first.copyTo(row, target, offset);
      } else {
        second.copyTo(row - first.size(), target, offset);
      }
    }
  }
}
