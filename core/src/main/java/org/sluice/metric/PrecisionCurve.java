package org.sluice.metric;

import java.util.Optional;

/**
 * Finds the score from which on labels must be given for a wanted precision. Rows are added with
 * all labels that may be given them; those below {@link #LEAST_SCORE} are left out, which bounds
 * memory (4 bytes a label) and costs only thresholds that nobody wants.
 *
 * <p>Not safe for several threads: give each its own and {@link #merge} these. The outcome does not
 * depend on the order of rows.
 */
public final class PrecisionCurve {
  /** Lowest threshold that is looked at. */
  public static final float LEAST_SCORE = 0.01f;

  private final ScoreList labels = new ScoreList();

  /** The highest score of each row that has a label at or above the least score. */
  private final ScoreList rowBest = new ScoreList();

  private long rows;
  private long trueLabels;
  private float best;

  /** Begins the next row, which has so many true labels. */
  public void row(int labelCount) {
    endRow();
    rows++;
    trueLabels += labelCount;
  }

  private void endRow() {
    if (best > 0) {
      rowBest.add(best, false);
      best = 0;
    }
  }

  /**
   * Counts a label of the row that was begun last.
   *
   * @param score from 0 to 1
   * @param right whether the row has it
   */
  public void add(float score, boolean right) {
    if (score >= LEAST_SCORE) {
      labels.add(score, right);
      best = Math.max(best, score);
    }
  }

  /** Adds what another has counted. */
  public void merge(PrecisionCurve other) {
    endRow();
    other.endRow();
    labels.addAll(other.labels);
    rowBest.addAll(other.rowBest);
    rows += other.rows;
    trueLabels += other.trueLabels;
  }

  /** Sorts what was counted so far. */
  public Sorted sorted() {
    endRow();
    return new Sorted(labels.sorted(), rowBest.sorted(), rows, trueLabels);
  }

  /** What was counted, ready for questions. Immutable. */
  public static final class Sorted {
    private final ScoreList labels;
    private final ScoreList rowBest;
    private final long rows;
    private final long trueLabels;
    private final int[] rightFrom;

    private Sorted(ScoreList labels, ScoreList rowBest, long rows, long trueLabels) {
      this.labels = labels;
      this.rowBest = rowBest;
      this.rows = rows;
      this.trueLabels = trueLabels;
      rightFrom = new int[labels.size() + 1];
      for (int i = labels.size() - 1; i >= 0; i--) {
        rightFrom[i] = rightFrom[i + 1] + (labels.right(i) ? 1 : 0);
      }
    }

    /** What comes of a threshold, at least {@link #LEAST_SCORE}. */
    public OperatingPoint at(float threshold) {
      if (!(threshold >= LEAST_SCORE && threshold <= 1)) {
        throw new IllegalArgumentException(
            "threshold must be from " + LEAST_SCORE + " to 1: " + threshold);
      }
      return point(firstFrom(labels, threshold), threshold);
    }

    private OperatingPoint point(int first, float threshold) {
      double given = labels.size() - first;
      double answered = rowBest.size() - firstFrom(rowBest, threshold);
      return new OperatingPoint(
          threshold,
          ratio(rightFrom[first], given),
          ratio(rightFrom[first], (double) trueLabels),
          ratio(given, (double) rows),
          ratio(answered, (double) rows));
    }

    /**
     * The smallest threshold at which at least {@code least} labels are given and at least the
     * wanted share of them is right.
     *
     * @param precision above 0 to 1
     * @param least labels without which a share says nothing, at least 1
     * @return nothing where no threshold does it
     */
    public Optional<OperatingPoint> forPrecision(double precision, int least) {
      if (!(precision > 0 && precision <= 1)) {
        throw new IllegalArgumentException("precision must be above 0 to 1: " + precision);
      }
      for (int i = 0; labels.size() - i >= Math.max(1, least); i++) {
        boolean lowestOfEqual = i == 0 || labels.score(i) > labels.score(i - 1);
        if (lowestOfEqual && rightFrom[i] >= precision * (labels.size() - i)) {
          return Optional.of(point(i, labels.score(i)));
        }
      }
      return Optional.empty();
    }

    /** The highest precision that a threshold with at least {@code least} labels has, or 0. */
    public double highestPrecision(int least) {
      double highest = 0;
      for (int i = 0; labels.size() - i >= Math.max(1, least); i++) {
        if (i == 0 || labels.score(i) > labels.score(i - 1)) {
          highest = Math.max(highest, rightFrom[i] / (double) (labels.size() - i));
        }
      }
      return highest;
    }

    private static int firstFrom(ScoreList list, float threshold) {
      int low = 0;
      int high = list.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (list.score(middle) < threshold) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private static double ratio(double part, double whole) {
      return whole == 0 ? 0 : part / whole;
    }
  }
}
