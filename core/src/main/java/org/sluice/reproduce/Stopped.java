package org.sluice.reproduce;

/** Somebody asked a run to end before it was done. */
public final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1;

  Stopped() {
    super("stopped", null, false, false);
  }
}
