package org.sluice.hashednet;

/** Hears how a training goes, on the thread that trains. */
@FunctionalInterface
public interface HashedNetListener {
  /** An epoch is over. */
  void epoch(HashedNetEpoch epoch);
}
