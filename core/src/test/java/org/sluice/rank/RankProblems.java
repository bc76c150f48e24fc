package org.sluice.rank;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sluice.data.LabelRows;
import org.sluice.data.SparseRows;

/** Random problems, and a slow solver of the rankers' objective to hold the fast one against. */
final class RankProblems {
  private RankProblems() {}

  /** Rows of unit length with few features, the first ones frequent. */
  static SparseRows rows(int rows, int columns, int most, SplittableRandom random) {
    int[] offsets = new int[rows + 1];
    int[] indices = new int[rows * most];
    float[] values = new float[rows * most];
    for (int i = 0; i < rows; i++) {
      int[] chosen =
          random
              .doubles(random.nextInt(most + 1))
              .mapToInt(d -> (int) (d * d * d * columns))
              .distinct()
              .sorted()
              .toArray();
      int at = offsets[i];
      double length = 0;
      for (int k = 0; k < chosen.length; k++) {
        indices[at + k] = chosen[k];
        values[at + k] = (float) random.nextDouble(.1, 1);
        length += values[at + k] * values[at + k];
      }
      for (int k = 0; k < chosen.length; k++) {
        values[at + k] /= (float) Math.sqrt(length);
      }
      offsets[i + 1] = at + chosen.length;
    }
    return new SparseRows(columns, offsets, indices, values);
  }

  /** Up to {@code most} distinct labels a row. */
  static LabelRows labels(int rows, int labels, int most, SplittableRandom random) {
    int[] offsets = new int[rows + 1];
    int[] ids = new int[rows * most];
    for (int i = 0; i < rows; i++) {
      int[] chosen = random.ints(random.nextInt(most + 1), 0, labels).distinct().toArray();
      System.arraycopy(chosen, 0, ids, offsets[i], chosen.length);
      offsets[i + 1] = offsets[i] + chosen.length;
    }
    return new LabelRows(labels, offsets, ids);
  }

  /** The rows with a last feature of 1, in full. */
  static double[][] dense(SparseRows x) {
    double[][] full = new double[x.rows()][x.columns() + 1];
    for (int i = 0; i < x.rows(); i++) {
      for (int k = x.offsets()[i]; k < x.offsets()[i + 1]; k++) {
        full[i][x.indices()[k]] = x.values()[k];
      }
      full[i][x.columns()] = 1;
    }
    return full;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** {@code |w|^2 / 2 + sum of c_i max(0, 1 - y_i w.x_i)^2}. */
  static double primal(double[][] x, double[] y, double[] c, double[] w) {
    double sum = dot(w, w) / 2;
    for (int i = 0; i < x.length; i++) {
      double loss = Math.max(0, 1 - y[i] * dot(w, x[i]));
      sum += c[i] * loss * loss;
    }
    return sum;
  }

  /** Minimises the primal by Newton steps with halving. */
  static double[] newton(double[][] x, double[] y, double[] c) {
    int d = x[0].length;
    double[] w = new double[d];
    for (int round = 0; round < 100; round++) {
      double[][] system = new double[d][d + 1];
      for (int j = 0; j < d; j++) {
        system[j][j] = 1;
        system[j][d] = -w[j];
      }
      for (int i = 0; i < x.length; i++) {
        double slack = 1 - y[i] * dot(w, x[i]);
        for (int j = 0; slack > 0 && j < d; j++) {
          for (int k = 0; k < d; k++) {
            system[j][k] += 2 * c[i] * x[i][j] * x[i][k];
          }
          system[j][d] += 2 * c[i] * slack * y[i] * x[i][j];
        }
      }
      double[] step = solve(system);
      double before = primal(x, y, c, w);
      for (double rate = 1; rate > 1e-6; rate /= 2) {
        double[] moved = w.clone();
        for (int j = 0; j < d; j++) {
          moved[j] += rate * step[j];
        }
        if (primal(x, y, c, moved) <= before) {
          w = moved;
          break;
        }
      }
    }
    return w;
  }

  /** Gauss elimination with pivots; the last column is the right side. */
  private static double[] solve(double[][] a) {
    int d = a.length;
    for (int j = 0; j < d; j++) {
      int column = j;
      int pivot = j;
      for (int i = j; i < d; i++) {
        pivot = Math.abs(a[i][column]) > Math.abs(a[pivot][column]) ? i : pivot;
      }
      double[] swapped = a[j];
      a[j] = a[pivot];
      a[pivot] = swapped;
      for (int i = 0; i < d; i++) {
        double factor = i == j ? 0 : a[i][j] / a[j][j];
        for (int k = j; k <= d && factor != 0; k++) {
          a[i][k] -= factor * a[j][k];
        }
      }
    }
    double[] solution = new double[d];
    Arrays.setAll(solution, j -> a[j][d] / a[j][j]);
    return solution;
  }
}
