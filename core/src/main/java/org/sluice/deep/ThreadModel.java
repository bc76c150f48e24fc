package org.sluice.deep;

/** How threads that train without locks are simulated on one. Immutable. */
public sealed interface ThreadModel {
  /** Threads that are simulated, from 1 to 1,024. */
  int threads();

  /**
   * Threads that are evenly out of step: every step is taken as many steps late as there are other
   * threads. Nothing is lost, for threads must write one weight within the same few nanoseconds for
   * that.
   */
  record Staggered(int threads) implements ThreadModel {
    public Staggered {
      requireThreads(threads);
    }
  }

  /**
   * Threads that begin every example at the same moment, the worst that can be: they see the same
   * weights, then step one after another.
   *
   * @param lost probability that a write to a weight that a later one of them writes too is lost,
   *     from 0 to 1
   */
  record Lockstep(int threads, double lost) implements ThreadModel {
    public Lockstep {
      requireThreads(threads);
      DeepConfig.require(lost >= 0 && lost <= 1, "lost", "from 0 to 1", lost);
    }
  }

  private static void requireThreads(int threads) {
    DeepConfig.require(threads >= 1 && threads <= 1024, "threads", "from 1 to 1024", threads);
  }
}
