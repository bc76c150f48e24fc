package org.sluice.train;

/** Training cannot begin or go on; the message says why in one line. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TrainingException(String message) {
    super(message);
  }

  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
