package org.sluice.deep;

import org.sluice.config.OptimizerKind;
import org.sluice.kernel.Kernels;

/**
 * Steps along the gradient for single entries of one array of weights; state lies beside the array
 * and moves only with its entry. Threads may step without locks (HOGWILD).
 */
abstract sealed class EntryOptimizer {
  final float[] weights;

  private EntryOptimizer(float[] weights) {
    this.weights = weights;
  }

  static EntryOptimizer of(OptimizerKind kind, double momentum, float[] weights) {
    return switch (kind) {
      case SGD -> momentum == 0 ? new Sgd(weights) : new Momentum(weights, (float) momentum);
      case ADAGRAD ->
          momentum == 0 ? new Adagrad(weights) : new AdagradMomentum(weights, (float) momentum);
      case ADAM -> new Adam(weights);
    };
  }

  /** For weights that are not to be trained: takes no memory and makes no step. */
  static EntryOptimizer none(float[] weights) {
    return new None(weights);
  }

  /**
   * Moves the entries {@code base + places[k]}, k below count, against {@code factor * factors[k]}.
   */
  abstract void step(int base, int[] places, int count, float factor, float[] factors, float rate);

  /** Moves all entries against a gradient as long as the array, which may be changed. */
  abstract void step(float[] gradient, float rate);

  /** Whether an entry without a gradient stays where it is when it is stepped. */
  boolean zerosStay() {
    return false;
  }

  private static final class None extends EntryOptimizer {
    None(float[] weights) {
      super(weights);
    }

    @Override
    void step(int base, int[] places, int count, float factor, float[] factors, float rate) {
      throw refusal();
    }

    @Override
    void step(float[] gradient, float rate) {
      throw refusal();
    }

    private static IllegalStateException refusal() {
      return new IllegalStateException("a network that was restored for answers is not trained");
    }
  }

  static final class Sgd extends EntryOptimizer {
    Sgd(float[] weights) {
      super(weights);
    }

    @Override
    void step(int base, int[] places, int count, float factor, float[] factors, float rate) {
      float[] w = weights;
      float scale = -rate * factor;
      for (int k = 0; k < count; k++) {
        w[base + places[k]] += scale * factors[k];
      }
    }

    @Override
    void step(float[] gradient, float rate) {
      Kernels.axpy(-rate, gradient, 0, weights, 0, weights.length);
    }

    @Override
    boolean zerosStay() {
      return true;
    }
  }

  /** A velocity for each entry (Polyak, 1964). */
  static final class Momentum extends EntryOptimizer {
    private final float[] velocities;
    private final float momentum;

    Momentum(float[] weights, float momentum) {
      super(weights);
      velocities = new float[weights.length];
      this.momentum = momentum;
    }

    @Override
    void step(int base, int[] places, int count, float factor, float[] factors, float rate) {
      float[] w = weights;
      float[] v = velocities;
      for (int k = 0; k < count; k++) {
        int at = base + places[k];
        float velocity = momentum * v[at] + factor * factors[k];
        v[at] = velocity;
        w[at] -= rate * velocity;
      }
    }

    @Override
    void step(float[] gradient, float rate) {
      int n = weights.length;
      Kernels.scale(momentum, velocities, 0, n);
      Kernels.axpy(1, gradient, 0, velocities, 0, n);
      Kernels.axpy(-rate, velocities, 0, weights, 0, n);
    }
  }

  /** Rules whose step of an entry hangs on what its earlier gradients were: one after the other. */
  abstract static sealed class Scaling extends EntryOptimizer {
    private Scaling(float[] weights) {
      super(weights);
    }

    /** Moves one entry. */
    abstract void step(int at, float gradient, float rate);

    @Override
    final void step(int base, int[] places, int count, float factor, float[] factors, float rate) {
      for (int k = 0; k < count; k++) {
        step(base + places[k], factor * factors[k], rate);
      }
    }

    @Override
    final void step(float[] gradient, float rate) {
      for (int i = 0; i < gradient.length; i++) {
        step(i, gradient[i], rate);
      }
    }
  }

  /** Sums of squares (Duchi, Hazan and Singer, 2011). */
  static final class Adagrad extends Scaling {
    private static final float EPSILON = 1e-8f;

    private final float[] squares;

    Adagrad(float[] weights) {
      super(weights);
      squares = new float[weights.length];
    }

    @Override
    void step(int at, float gradient, float rate) {
      float sum = squares[at] + gradient * gradient;
      squares[at] = sum;
      weights[at] -= rate * gradient / ((float) Math.sqrt(sum) + EPSILON);
    }
  }

  /** A velocity of steps that sums of squares have scaled, so old ones keep their scale. */
  static final class AdagradMomentum extends Scaling {
    private final float[] squares;
    private final float[] velocities;
    private final float momentum;

    AdagradMomentum(float[] weights, float momentum) {
      super(weights);
      squares = new float[weights.length];
      velocities = new float[weights.length];
      this.momentum = momentum;
    }

    @Override
    void step(int at, float gradient, float rate) {
      float sum = squares[at] + gradient * gradient;
      squares[at] = sum;
      float velocity =
          momentum * velocities[at] + gradient / ((float) Math.sqrt(sum) + Adagrad.EPSILON);
      velocities[at] = velocity;
      weights[at] -= rate * velocity;
    }
  }

  /** Moments (Kingma and Ba, 2015) without bias correction, as rare entries like it. */
  static final class Adam extends Scaling {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final float[] first;
    private final float[] second;

    Adam(float[] weights) {
      super(weights);
      first = new float[weights.length];
      second = new float[weights.length];
    }

    @Override
    void step(int at, float gradient, float rate) {
      float m = BETA1 * first[at] + (1 - BETA1) * gradient;
      float v = BETA2 * second[at] + (1 - BETA2) * gradient * gradient;
      first[at] = m;
      second[at] = v;
      weights[at] -= rate * m / ((float) Math.sqrt(v) + EPSILON);
    }
  }
}
