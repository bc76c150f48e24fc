package org.sluice.optim;

import org.sluice.config.OptimizerKind;
import org.sluice.memory.FloatRows;

/**
 * Steps along the gradient for single rows of one matrix. State is kept beside the matrix and moves
 * only with its row, so a step costs as much as its row is wide. Several threads may step without
 * locks; two that hit the same row at once may lose part of one step (HOGWILD).
 */
public sealed interface RowOptimizer extends AutoCloseable permits Adam, Adagrad, Sgd {
  /**
   * Moves a row against {@code scale * gradient[offset .. offset + columns)}.
   *
   * @param rate learning rate
   */
  void step(long row, float[] gradient, int offset, float scale, float rate);

  /** Gives the state's memory back; the matrix stays. */
  @Override
  void close();

  /** An optimiser for {@code rows}. */
  static RowOptimizer of(OptimizerKind kind, FloatRows rows) {
    return switch (kind) {
      case ADAM -> new Adam(rows);
      case ADAGRAD -> new Adagrad(rows);
      case SGD -> new Sgd(rows);
    };
  }
}
