package org.sluice.cli;

/** Rules for options. */
final class Usage {
  private Usage() {}

  /** An option whose value breaks its rule; the command line is at fault, not the data. */
  static final class WrongOption extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongOption(String message) {
      super(message);
    }
  }

  static void require(boolean holds, String option, String rule, Object value) {
    if (!holds) {
      throw new WrongOption(option + " must be " + rule + ": " + value);
    }
  }
}
