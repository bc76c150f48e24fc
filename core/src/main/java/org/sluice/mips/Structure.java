package org.sluice.mips;

/** How vectors are found. */
public sealed interface Structure {
  /** Every vector is scored: always right, and slow where there are many. */
  record Exact() implements Structure {}

  /**
   * Inverted lists (Jegou, Douze and Schmid, PAMI 2011): vectors are clustered by k-means, a query
   * reads the lists of the clusters nearest to it. Within a list, residuals are coded in four bits
   * for about seven dimensions and scored by table look-ups; the best are scored again exactly.
   *
   * @param lists number of lists, 0 to let it follow from the number of vectors: twice its square
   *     root. A part of an index has at most as many lists as vectors, and as its learning sample
   *     has, which is {@code 2^27 / dimension}; asking for more gives that many
   */
  record Lists(int lists) implements Structure {
    public Lists {
      if (lists < 0 || lists > 1 << 20) {
        throw new IllegalArgumentException("lists must be from 0 to 1048576, not " + lists);
      }
    }
  }

  /**
   * Hash tables with signs of random rotations, over the directions of the vectors less their mean;
   * hits and lengths together tell which are scored exactly. Built without learning, hence quickly:
   * for vectors that move.
   *
   * @param bits bits a code, 0 to let it follow from the number of vectors, at most 24
   * @param tables number of tables, 0 for 50, at most 1,000
   */
  record Tables(int bits, int tables) implements Structure {
    public Tables {
      if (bits < 0 || bits > 24) {
        throw new IllegalArgumentException("bits must be from 0 to 24, not " + bits);
      }
      if (tables < 0 || tables > 1000) {
        throw new IllegalArgumentException("tables must be from 0 to 1000, not " + tables);
      }
    }
  }
}
