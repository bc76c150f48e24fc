package org.sluice.retrieve;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.sluice.kernel.Kernels;
import org.sluice.memory.HugePages;
import org.sluice.memory.Int8Rows;
import org.sluice.parallel.Tasks;

/**
 * Lists of labels in a form that reads little: beside each list lie two-bit codes of its labels'
 * vectors, by which most labels are told apart from the best without a look at their vectors, and
 * the vectors are there as 8-bit numbers for the few that are left. Immutable, safe for many
 * threads.
 */
public final class CodedLists {
  /** Longest vectors that have codes. */
  public static final int MOST_DIMENSIONS = TwoBitCodes.MOST_DIMENSIONS;

  /** Labels scored by looked-up values together. */
  static final int BLOCK = 64;

  private final QueryLists lists;
  private final LabelMatrix labels;
  private final Int8Rows rounded;
  private final TwoBitCodes quantizer;
  private final MemorySegment codes;

  /** What the codes of labels are multiplied by. */
  private final float[] factors;

  private CodedLists(
      QueryLists lists,
      LabelMatrix labels,
      Int8Rows rounded,
      TwoBitCodes quantizer,
      MemorySegment codes,
      float[] factors) {
    this.lists = lists;
    this.labels = labels;
    this.rounded = rounded;
    this.quantizer = quantizer;
    this.codes = codes;
    this.factors = factors;
  }

  /**
   * Codes the labels of lists.
   *
   * @param labels as many as the lists know, and as long as their queries
   * @throws IllegalArgumentException if the two do not fit each other, are longer than {@link
   *     #MOST_DIMENSIONS}, or a value is not finite
   */
  public static CodedLists of(QueryLists lists, LabelMatrix labels, int threads) {
    QueryListSearch.requireFit(lists, labels);
    if (labels.dimension() > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "label vectors must have at most "
              + MOST_DIMENSIONS
              + " dimensions to be coded: "
              + labels.dimension());
    }
    Int8Rows rounded = Int8Rows.of(labels.vectors());
    TwoBitCodes quantizer = TwoBitCodes.of(labels);
    int groups = quantizer.groups();
    float[] factors = new float[labels.labels()];
    MemorySegment rows = encode(labels, quantizer, factors, threads);
    int blocks = blocks(lists.listSize());
    MemorySegment codes = allocate((long) BLOCK * groups * blocks * lists.clusters());
    Tasks.run(
        threads,
        lists.clusters(),
        () -> {
          byte[] code = new byte[groups];
          return list -> {
            for (int i = 0; i < lists.listSize(); i++) {
              int label = lists.listIds()[list * lists.listSize() + i];
              MemorySegment.copy(
                  rows, ValueLayout.JAVA_BYTE, (long) label * groups, code, 0, groups);
              long block = (long) BLOCK * groups * ((long) list * blocks + i / BLOCK);
              put(codes, block, i % BLOCK, code);
            }
          };
        });
    return new CodedLists(lists, labels, rounded, quantizer, codes, factors);
  }

  /** The labels' codes, one after the other, and their factors. */
  private static MemorySegment encode(
      LabelMatrix labels, TwoBitCodes quantizer, float[] factors, int threads) {
    int groups = quantizer.groups();
    MemorySegment rows = allocate((long) labels.labels() * groups);
    Tasks.run(
        threads,
        (labels.labels() + BLOCK - 1) / BLOCK,
        () -> {
          float[] vector = new float[labels.dimension()];
          byte[] code = new byte[groups];
          return task -> {
            int end = Math.min(labels.labels(), (task + 1) * BLOCK);
            for (int label = task * BLOCK; label < end; label++) {
              labels.vectors().get(label, vector, 0);
              factors[label] = quantizer.encode(vector, code);
              MemorySegment.copy(
                  code, 0, rows, ValueLayout.JAVA_BYTE, (long) label * groups, groups);
            }
          };
        });
    return rows;
  }

  private static MemorySegment allocate(long bytes) {
    return HugePages.allocate(Math.max(1, bytes));
  }

  /**
   * Puts a code among the 64 of a block, as {@link Kernels#lookupSums} reads them.
   *
   * @param block where the block starts
   * @param place of the row in the block, from 0 to 63
   */
  private static void put(MemorySegment codes, long block, int place, byte[] code) {
    int lane = place < 32 ? 2 * place : 2 * place - 63;
    for (int g = 0; g < code.length; g++) {
      codes.set(ValueLayout.JAVA_BYTE, block + (long) BLOCK * g + lane, code[g]);
    }
  }

  private static int blocks(int listSize) {
    return (listSize + BLOCK - 1) / BLOCK;
  }

  /** The lists. */
  public QueryLists lists() {
    return lists;
  }

  /** The labels. */
  public LabelMatrix labels() {
    return labels;
  }

  /** The labels' vectors. */
  Int8Rows rounded() {
    return rounded;
  }

  /** What reads the codes. */
  TwoBitCodes quantizer() {
    return quantizer;
  }

  /** The codes' blocks, {@link #blocksAList} a list. */
  MemorySegment codes() {
    return codes;
  }

  /** What a query's product with a label's code is multiplied by; not a copy. */
  float[] factors() {
    return factors;
  }

  /** Blocks of codes of a list. */
  int blocksAList() {
    return blocks(lists.listSize());
  }
}
