package org.sluice.mips;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;
import org.sluice.index.VectorSource;
import org.sluice.memory.OffHeap;
import org.sluice.parallel.Tasks;

/** Builds a segment from vectors: checks and scales them, learns lists or fills tables, tunes. */
final class SegmentBuilder {
  /** Fewer rows than this are as well scored one by one. */
  static final int LEAST_FOR_STRUCTURE = 2048;

  private static final int BLOCK = KMeans.BLOCK;
  private static final int SAMPLE_A_LIST = 48;
  private static final int CODE_SAMPLE = 8192;

  /** Most floats of a training sample: half a gigabyte. */
  private static final int MOST_FLOATS = 1 << 27;

  private final VectorSource source;
  private final IntToLongFunction ids;
  private final MipsConfig config;
  private final float[][] sample;
  private final int threads;
  private final int rows;
  private final int dimension;

  /**
   * @param sample prepared queries to tune with, or null
   */
  SegmentBuilder(
      VectorSource source,
      IntToLongFunction ids,
      MipsConfig config,
      float[][] sample,
      int threads) {
    this.source = source;
    this.ids = ids;
    this.config = config;
    this.sample = sample;
    this.threads = threads;
    this.rows = source.rows();
    this.dimension = source.dimension();
  }

  Segment build() {
    return switch (config.structure()) {
      case Structure.Lists(int lists) when rows >= LEAST_FOR_STRUCTURE || lists > 0 -> lists(lists);
      case Structure.Tables tables when rows >= LEAST_FOR_STRUCTURE -> tables(tables);
      default -> new ExactSegment(copy());
    };
  }

  private void read(int row, float[] target, int at) {
    source.copy(row, target, at);
    Query.prepare(target, at, dimension, config.metric(), "vector", row);
    config.precision().check(target, at, dimension, row);
  }

  private RowStore copy() {
    RowStore store = RowStore.allocate(Ids.of(rows, ids), dimension, config);
    Tasks.run(
        threads,
        (rows + BLOCK - 1) / BLOCK,
        () -> {
          float[] vector = new float[dimension];
          return (IntConsumer)
              block -> {
                for (int row = block * BLOCK; row < Math.min(rows, (block + 1) * BLOCK); row++) {
                  read(row, vector, 0);
                  store.set(row, vector, 0);
                }
              };
        });
    return store;
  }

  private Segment tables(Structure.Tables shape) {
    TableSegment segment =
        TableSegment.build(
            copy(), config.metric(), shape, new Tuning(1, 10, 0), config.seed(), threads);
    Tuner tuner = Tuner.of(segment, sample, config.seed(), threads);
    return segment.tuned(tuner.tuneTables(segment, config.recall()));
  }

  private Segment lists(int wanted) {
    int lists = lists(wanted, rows, dimension);
    SplittableRandom random = new SplittableRandom(config.seed());
    float[] training =
        draw((int) Math.min(rows, Math.max(CODE_SAMPLE, (long) SAMPLE_A_LIST * lists)), random);
    KMeans means = KMeans.train(training, dimension, lists, random.nextLong(), threads);
    Centroids centroids = Centroids.of(means.centroids(), dimension);
    float[] middles = centroids.values();
    ProductCodes quantizer = quantizer(training, means, middles, random.nextLong());
    int[] list = assignAll(means);
    int[] starts = new int[lists + 1];
    int[] order = order(list, starts);
    Ids ordered = Ids.of(rows, row -> ids.applyAsLong(order[row]));
    RowStore store = RowStore.allocate(ordered, dimension, config);
    MemorySegment codes = encodeAll(store, middles, quantizer, starts, order);
    ListSegment segment =
        new ListSegment(
            store, config.metric(), centroids, starts, codes, quantizer, new Tuning(1, 1, 0));
    Tuner tuner = Tuner.of(segment, sample, config.seed(), threads);
    return segment.tuned(tuner.tuneLists(segment, config.recall()));
  }

  /** Number of lists: at most one for each row that lists are learnt from. */
  static int lists(int wanted, int rows, int dimension) {
    int automatic = (int) Math.round(2 * Math.sqrt(rows) / 16) * 16;
    int most = Math.min(rows, MOST_FLOATS / dimension);
    return Math.clamp(wanted == 0 ? automatic : wanted, 1, most);
  }

  private float[] draw(int wanted, SplittableRandom random) {
    int count = Math.min(wanted, MOST_FLOATS / dimension);
    float[] training = new float[count * dimension];
    int n = 0;
    for (int row = 0; n < count; row++) {
      if (random.nextInt(rows - row) < count - n) {
        read(row, training, n++ * dimension);
      }
    }
    return training;
  }

  private ProductCodes quantizer(float[] training, KMeans means, float[] middles, long seed) {
    int available = training.length / dimension;
    int count = Math.min(CODE_SAMPLE, available);
    float[] residuals = new float[count * dimension];
    int[] nearest = new int[BLOCK];
    KMeans.Assigner assigner = means.assigner();
    float[] block = new float[BLOCK * dimension];
    for (int first = 0; first < count; first += BLOCK) {
      int n = Math.min(BLOCK, count - first);
      for (int i = 0; i < n; i++) {
        int row = (int) ((long) (first + i) * available / count);
        System.arraycopy(training, row * dimension, block, i * dimension, dimension);
      }
      assigner.assign(block, 0, 1, n, nearest, 0);
      for (int i = 0; i < n; i++) {
        subtract(block, i * dimension, middles, nearest[i], residuals, (first + i) * dimension);
      }
    }
    return ProductCodes.train(residuals, dimension, seed, threads);
  }

  private void subtract(float[] x, int at, float[] middles, int list, float[] target, int to) {
    for (int j = 0; j < dimension; j++) {
      target[to + j] = x[at + j] - middles[list * dimension + j];
    }
  }

  private int[] assignAll(KMeans means) {
    int[] list = new int[rows];
    Tasks.run(
        threads,
        (rows + BLOCK - 1) / BLOCK,
        () -> {
          KMeans.Assigner assigner = means.assigner();
          float[] block = new float[BLOCK * dimension];
          return (IntConsumer)
              task -> {
                int first = task * BLOCK;
                int count = Math.min(BLOCK, rows - first);
                for (int i = 0; i < count; i++) {
                  read(first + i, block, i * dimension);
                }
                assigner.assign(block, 0, 1, count, list, first);
              };
        });
    return list;
  }

  private int[] order(int[] list, int[] starts) {
    for (int l : list) {
      starts[l + 1]++;
    }
    for (int l = 1; l < starts.length; l++) {
      starts[l] += starts[l - 1];
    }
    int[] next = starts.clone();
    int[] order = new int[rows];
    for (int row = 0; row < rows; row++) {
      order[next[list[row]]++] = row;
    }
    return order;
  }

  /** Puts rows and their codes in the order of their lists. */
  private MemorySegment encodeAll(
      RowStore store, float[] middles, ProductCodes quantizer, int[] starts, int[] order) {
    int groups = quantizer.groups();
    MemorySegment codes = OffHeap.allocate(ListSegment.codeBytes(rows, groups), Arena.ofAuto());
    Tasks.run(
        threads,
        starts.length - 1,
        () -> {
          float[] vector = new float[dimension];
          float[] residual = new float[dimension];
          byte[] code = new byte[groups];
          return (IntConsumer)
              list -> {
                for (int row = starts[list]; row < starts[list + 1]; row++) {
                  read(order[row], vector, 0);
                  store.set(row, vector, 0);
                  subtract(vector, 0, middles, list, residual, 0);
                  quantizer.encode(residual, 0, code);
                  put(codes, 64L * groups * (row / 64), row % 64, code);
                }
              };
        });
    return codes;
  }

  /** Row p of a block has the bytes 2p, from row 32 on 2p - 63, of each group. */
  private static void put(MemorySegment codes, long block, int place, byte[] code) {
    int lane = place < 32 ? 2 * place : 2 * place - 63;
    for (int g = 0; g < code.length; g++) {
      codes.set(ValueLayout.JAVA_BYTE, block + 64L * g + lane, code[g]);
    }
  }
}
