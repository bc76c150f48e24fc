package org.sluice.reproduce;

/** How much of an experiment is run. */
public enum Scale {
  /** Minutes: few rows, one layer, one seed. */
  QUICK,
  /** About an hour on two cores. */
  HOUR,
  /** All there is: days. */
  FULL
}
