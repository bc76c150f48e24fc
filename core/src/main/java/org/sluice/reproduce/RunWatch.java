package org.sluice.reproduce;

import java.util.concurrent.atomic.LongAdder;

/**
 * Follows a run from outside: counts the training rows it has visited, measures its energy and can
 * end it. Safe for many threads.
 */
public final class RunWatch {
  private final LongAdder rows = new LongAdder();
  private final EnergyMeter energy;
  private volatile boolean stopping;

  /** A watch with a meter of its own or none, see {@link EnergyMeter#none()}. */
  public RunWatch(EnergyMeter energy) {
    this.energy = energy;
  }

  /** Asks the run to end; it does at the next row that it reads. */
  public void stop() {
    stopping = true;
  }

  /** Whether the run was asked to end. */
  public boolean stopping() {
    return stopping;
  }

  /** Visits of training rows so far, over all epochs. */
  public long rows() {
    return rows.sum();
  }

  /** The meter of the system's energy. */
  public EnergyMeter energy() {
    return energy;
  }

  /**
   * Passes where the run may go on.
   *
   * @throws Stopped where it may not
   */
  public void check() {
    if (stopping) {
      throw new Stopped();
    }
  }

  void visit(long count) {
    check();
    rows.add(count);
  }
}
