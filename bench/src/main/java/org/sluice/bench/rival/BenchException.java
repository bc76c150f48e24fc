package org.sluice.bench.rival;

/** Something stands in the way of a comparison; the message is the one line to show. */
final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchException(String message) {
    super(message);
  }
}
