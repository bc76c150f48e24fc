package org.sluice.deep;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.sluice.active.ActiveVector;
import org.sluice.active.UnitScores;

/** Weights and biases of a layer and their optimiser. Shared by threads without locks. */
final class DeepLayer implements UnitScores {
  final WeightMatrix matrix;
  final float[] biases;
  final EntryOptimizer weightSteps;
  final EntryOptimizer biasSteps;

  private DeepLayer(WeightMatrix matrix, Function<float[], EntryOptimizer> optimizer) {
    this.matrix = matrix;
    biases = new float[matrix.units];
    weightSteps = optimizer.apply(matrix.weights);
    biasSteps = optimizer.apply(biases);
  }

  /** A layer to be trained, of weights 0. */
  static DeepLayer toTrain(WeightMatrix matrix, DeepConfig config) {
    return new DeepLayer(
        matrix, weights -> EntryOptimizer.of(config.optimizer(), config.momentum(), weights));
  }

  /** A layer that only answers, of weights 0: without what an optimiser keeps. */
  static DeepLayer toAnswer(WeightMatrix matrix) {
    return new DeepLayer(matrix, EntryOptimizer::none);
  }

  /** Normal weights of a standard deviation, the same for every layout. */
  void randomize(SplittableRandom random, double deviation) {
    for (int i = 0; i < matrix.inputs; i++) {
      for (int j = 0; j < matrix.units; j++) {
        matrix.weights[matrix.at(i, j)] = (float) (deviation * random.nextGaussian());
      }
    }
  }

  /** Draws as many numbers as {@link #randomize} and drops them. */
  void skipRandom(SplittableRandom random) {
    for (long i = (long) matrix.inputs * matrix.units; i > 0; i--) {
      random.nextGaussian();
    }
  }

  /** A step for the weights and biases of some units. */
  void step(ActiveVector x, int[] ids, int count, float[] deltas, float rate) {
    matrix.step(weightSteps, x, ids, count, deltas, rate);
    biasSteps.step(0, ids, count, 1, deltas, rate);
  }

  @Override
  public float[] biases() {
    return biases;
  }

  @Override
  public void scoreAll(ActiveVector input, float[] scores) {
    System.arraycopy(biases, 0, scores, 0, matrix.units);
    matrix.addAll(input, scores);
  }

  @Override
  public void score(ActiveVector input, int[] ids, int count, float[] scores) {
    if (count == matrix.units) {
      scoreAll(input, scores); // ids are distinct and rise, so they are all
      return;
    }
    for (int k = 0; k < count; k++) {
      scores[k] = biases[ids[k]];
    }
    matrix.add(input, ids, count, scores);
  }

  @Override
  public int rows() {
    return matrix.units;
  }

  @Override
  public int dimension() {
    return matrix.inputs;
  }

  @Override
  public void copy(int row, float[] target, int offset) {
    matrix.copyUnit(row, target, offset);
  }
}
