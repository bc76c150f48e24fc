package org.sluice.deep;

import org.sluice.dense.DenseExamples;

/**
 * What a sample of rows is like.
 *
 * @param meanSquaredLength mean squared length of a row, above 0
 */
record InputFigures(double meanSquaredLength) {
  private static final int SAMPLE = 1000;

  static InputFigures of(DenseExamples examples) {
    int rows = Math.min(SAMPLE, examples.size());
    float[] row = new float[examples.width()];
    double squares = 0;
    for (int i = 0; i < rows; i++) {
      examples.copyTo((int) ((long) i * examples.size() / rows), row, 0);
      for (float value : row) {
        squares += (double) value * value;
      }
    }
    return new InputFigures(squares > 0 ? squares / rows : 1);
  }
}
