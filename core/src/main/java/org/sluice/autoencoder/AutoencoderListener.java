package org.sluice.autoencoder;

/** Hears how a training goes, on the thread that trains. */
@FunctionalInterface
public interface AutoencoderListener {
  /** An epoch is over. */
  void epoch(AutoencoderEpoch epoch);
}
