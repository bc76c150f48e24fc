package org.sluice.inspect;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.sluice.data.Dataset;
import org.sluice.data.LabelRows;
import org.sluice.data.Shuffle;
import org.sluice.data.SparseRows;
import org.sluice.deep.DeepNetwork;
import org.sluice.deep.DeepState;
import org.sluice.deep.LayerInputs;
import org.sluice.dense.DenseExamples;
import org.sluice.index.VectorSource;
import org.sluice.memory.FloatRows;
import org.sluice.model.Model;
import org.sluice.nn.HiddenQueries;
import org.sluice.parallel.Tasks;
import org.sluice.predict.FeatureRows;
import org.sluice.retrieve.LabelMatrix;
import org.sluice.retrieve.QuerySource;

/**
 * A layer under inspection: its label vectors (or those of its units), queries to ask it, and other
 * queries of the same kind, which show learned structures what is asked. Queries have one
 * coordinate more than the label vectors, which is 1 and meets the bias. The arrays are shared.
 *
 * @param labels label vectors and biases
 * @param queries {@code truth.rows()} vectors, each one longer than a label vector
 * @param truth the queries' own labels; none at all where there is no such thing
 * @param seen any number of further queries
 */
public record Layer(LabelMatrix labels, float[] queries, LabelRows truth, float[] seen) {
  private static final int BATCH = 64;

  public Layer {
    int stride = labels.dimension() + 1;
    if (truth.rows() < 1 || queries.length != (long) truth.rows() * stride) {
      throw new IllegalArgumentException(
          "queries must be at least one, and as many as rows of truth ("
              + truth.rows()
              + ") of "
              + stride
              + " values: "
              + queries.length);
    }
    if (seen.length % stride != 0) {
      throw new IllegalArgumentException(
          "seen must be vectors of " + stride + " values: " + seen.length);
    }
    if (truth.labels() != labels.labels()) {
      throw new IllegalArgumentException(
          "truth must be of " + labels.labels() + " labels: " + truth.labels());
    }
  }

  /**
   * The output layer of a model, asked with the last hidden activations of rows.
   *
   * @param data rows that the model can read
   * @param rows rows asked, at least 1; all that there are where there are fewer, and no more than
   *     half of the data where there are no further rows
   * @param further rows for {@code seen}; null for those of {@code data} that are not asked
   * @param most further rows read at most
   * @param seed chooses the rows
   */
  public static Layer of(
      Model model, Dataset data, int rows, Dataset further, int most, long seed, int threads) {
    int[] order = shuffled(data.rows(), seed);
    int asked = Math.min(rows, further == null ? (data.rows() + 1) / 2 : data.rows());
    int[] chosen = Arrays.copyOf(order, asked);
    float[] seen =
        further == null
            ? read(
                model,
                data,
                Arrays.copyOfRange(order, asked, Math.min(data.rows(), asked + most)),
                threads)
            : read(
                model,
                further,
                Arrays.copyOf(shuffled(further.rows(), seed), Math.min(most, further.rows())),
                threads);
    var output = model.network().output();
    return new Layer(
        new LabelMatrix(output.weights(), output.biases()),
        read(model, data, chosen, threads),
        data.labels().select(chosen),
        seen);
  }

  private static int[] shuffled(int rows, long seed) {
    return Shuffle.order(rows, new SplittableRandom(seed));
  }

  private static float[] read(Model model, Dataset data, int[] rows, int threads) {
    SparseRows x = FeatureRows.of(data.select(rows), model.vectorizer(), model.config(), threads);
    HiddenQueries queries = new HiddenQueries(model.network(), x);
    int width = queries.dimension();
    float[] target = new float[Math.multiplyExact(rows.length, width + 1)];
    int[] numbers = IntStream.range(0, rows.length).toArray();
    Tasks.run(
        threads,
        (rows.length + BATCH - 1) / BATCH,
        () -> {
          QuerySource.Reader reader = queries.reader();
          float[] block = new float[BATCH * width];
          return task -> {
            int first = task * BATCH;
            int count = Math.min(BATCH, rows.length - first);
            reader.read(numbers, first, count, block);
            for (int q = 0; q < count; q++) {
              int at = (first + q) * (width + 1);
              System.arraycopy(block, q * width, target, at, width);
              target[at + width] = 1;
            }
          };
        });
    return target;
  }

  /**
   * A hidden layer of a deep network, whose units take the place of labels; rows have no units of
   * their own. Weights are copied.
   *
   * @param layer hidden layers counted from 0
   * @param examples rows that the network can read, at least 1
   * @param rows rows asked, at least 1; all examples where there are fewer
   * @param further rows for {@code seen}
   * @param most further rows read at most, at least 0
   * @param seed chooses the rows
   * @throws IllegalArgumentException if there is no such hidden layer or no row to ask
   */
  public static Layer ofHidden(
      DeepNetwork network,
      int layer,
      DenseExamples examples,
      int rows,
      DenseExamples further,
      int most,
      long seed) {
    int[] chosen = Arrays.copyOf(shuffled(examples.size(), seed), Math.min(rows, examples.size()));
    int[] others = Arrays.copyOf(shuffled(further.size(), seed), Math.min(most, further.size()));
    int units = network.widths()[layer + 1];
    int width = network.widths()[layer];
    // The layer is a value that nobody closes.
    FloatRows vectors = FloatRows.allocateCollected(units, width);
    DeepState state = network.state();
    float[] weights = state.weights().get(layer);
    for (int unit = 0; unit < units; unit++) {
      vectors.set(unit, weights, unit * width);
    }
    return new Layer(
        new LabelMatrix(vectors, state.biases().get(layer)),
        withOne(network, layer, examples, chosen),
        new LabelRows(units, new int[chosen.length + 1], new int[0]),
        withOne(network, layer, further, others));
  }

  /** What rows bring to a layer, each vector with a 1 at its end. */
  private static float[] withOne(
      DeepNetwork network, int layer, DenseExamples examples, int[] rows) {
    int width = network.widths()[layer];
    LayerInputs inputs = new LayerInputs(network, layer);
    float[] target = new float[Math.multiplyExact(rows.length, width + 1)];
    for (int q = 0; q < rows.length; q++) {
      inputs.copyTo(examples, rows[q], target, q * (width + 1));
      target[q * (width + 1) + width] = 1;
    }
    return target;
  }

  /** Whether queries have labels of their own. */
  boolean labelled() {
    return truth.offsets()[truth.rows()] > 0;
  }

  /** Number of queries. */
  int rows() {
    return truth.rows();
  }

  /** Number of further queries. */
  int seenRows() {
    return seen.length / stride();
  }

  /** Values from one query to the next. */
  int stride() {
    return labels.dimension() + 1;
  }

  /** The vectors that are hashed. */
  VectorSource stored(boolean bias) {
    int width = labels.dimension();
    return new VectorSource() {
      @Override
      public int rows() {
        return labels.labels();
      }

      @Override
      public int dimension() {
        return bias ? width + 1 : width;
      }

      @Override
      public void copy(int row, float[] target, int offset) {
        labels.vectors().get(row, target, offset);
        if (bias) {
          target[offset + width] = labels.biases()[row];
        }
      }
    };
  }

  /** The further queries without their last coordinate. */
  QuerySource plainSeen() {
    int width = labels.dimension();
    float[] plain = new float[seenRows() * width];
    for (int q = 0; q < seenRows(); q++) {
      System.arraycopy(seen, q * stride(), plain, q * width, width);
    }
    return QuerySource.of(plain, width);
  }
}
