package org.sluice.nn;

import java.util.Arrays;

/**
 * The labels that are computed together: distinct ids, each with its slot. Cleared in constant
 * time. For one thread.
 */
public final class ActiveSet {
  private final int labels;
  private final int[] slots;
  private final int[] marks;
  private int mark;
  private int[] ids;
  private int size;
  private int chosen;

  /**
   * @param labels ids are below this
   * @param expected size to make room for; sets grow beyond it where they must
   */
  public ActiveSet(int labels, int expected) {
    this.labels = labels;
    slots = new int[labels];
    marks = new int[labels];
    ids = new int[Math.max(16, Math.min(labels, expected))];
  }

  void clear() {
    size = 0;
    chosen = 0;
    if (++mark == 0) {
      Arrays.fill(marks, 0);
      mark = 1;
    }
  }

  void add(int id) {
    if (marks[id] == mark) {
      return;
    }
    marks[id] = mark;
    slots[id] = size;
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, Math.min(labels, size * 2));
    }
    ids[size++] = id;
  }

  /** Ends the ids that are there for a reason; those added from here on are uniform draws. */
  void endChosen() {
    chosen = size;
  }

  /** Number of labels in the set. */
  public int size() {
    return size;
  }

  /** Id in a slot. */
  public int id(int slot) {
    return ids[slot];
  }

  /** Ids by slot, {@link #size()} of them; valid until the set changes. */
  int[] ids() {
    return ids;
  }

  /** Slot of an id that is in the set. */
  int slot(int id) {
    return slots[id];
  }

  /** Slots below this hold labels that were chosen; from here on they hold uniform draws. */
  int chosen() {
    return chosen;
  }

  /**
   * What to add to the scores of uniform draws so that they stand for all labels left out: {@code
   * log(1/q)}, q being the share of those labels that was drawn.
   */
  float correction() {
    return size == chosen ? 0 : (float) Math.log((labels - chosen) / (double) (size - chosen));
  }
}
