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

  /** Whether a failure is about an option: commands of other packages say so by its name. */
  static boolean isWrongOption(Exception failure) {
    return failure instanceof WrongOption
        || (failure instanceof IllegalArgumentException
            && failure.getMessage() != null
            && failure.getMessage().startsWith("--"));
  }

  static void require(boolean holds, String option, String rule, Object value) {
    if (!holds) {
      throw new WrongOption(option + " must be " + rule + ": " + value);
    }
  }
}
