package org.sluice.cli;

/** What the process says to the shell when it ends. */
final class ExitCode {
  /** All went well. */
  static final int OK = 0;

  /** Data, a model, a disk or memory stood in the way. */
  static final int FAILED = 1;

  /** The command line makes no sense. */
  static final int USAGE = 2;

  /** Stopped from outside, as a shell reports it for SIGINT. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
