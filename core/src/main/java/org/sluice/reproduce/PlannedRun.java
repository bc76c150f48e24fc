package org.sluice.reproduce;

/**
 * A run to be made.
 *
 * @param key which
 * @param rows visits of training rows it takes, for progress
 * @param estimate seconds it may take, roughly; what counts is how runs compare
 * @param body makes it
 */
public record PlannedRun(RunKey key, long rows, double estimate, Body body) {
  /** Makes a run. */
  public interface Body {
    /**
     * Trains and measures.
     *
     * @param watch is told of every training row and may end the run
     * @throws Stopped where the watch ended it
     */
    Outcome run(RunWatch watch);
  }
}
