package org.sluice.mips;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * When rows were removed. A row that died in version v is gone for readers of version v and later,
 * and still there for those that began before. One writer, any number of readers; a reader sees all
 * deaths up to its version because the writer publishes the version after them.
 */
final class Deaths {
  private static final VarHandle AT = MethodHandles.arrayElementVarHandle(long[].class);

  private final int rows;
  private volatile long[] versions;

  /** How many rows are dead; for the writer. */
  private int count;

  Deaths(int rows) {
    this.rows = rows;
  }

  /** Whether no row has died. */
  boolean none() {
    return versions == null;
  }

  boolean dead(int row, long version) {
    long[] array = versions;
    if (array == null) {
      return false;
    }
    long death = (long) AT.getOpaque(array, row);
    return death != 0 && death <= version;
  }

  /** Makes room for deaths, so that {@link #kill} cannot fail for want of memory. */
  void reserve() {
    if (versions == null) {
      versions = new long[rows];
    }
  }

  /** Removes a row that is there. */
  void kill(int row, long version) {
    reserve();
    AT.setOpaque(versions, row, version);
    count++;
  }

  /** The version in which a dead row died. */
  long version(int row) {
    return (long) AT.getOpaque(versions, row);
  }

  int count() {
    return count;
  }

  long bytes() {
    return versions == null ? 0 : 8L * rows;
  }
}
