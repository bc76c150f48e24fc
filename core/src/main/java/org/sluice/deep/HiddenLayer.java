package org.sluice.deep;

import org.sluice.active.Selection;

/**
 * A hidden layer of rectified linear units.
 *
 * @param units from 1 to 1,000,000
 * @param selection which of them are active for an example
 */
public record HiddenLayer(int units, Selection selection) {
  public HiddenLayer {
    DeepConfig.require(units >= 1 && units <= 1_000_000, "units", "from 1 to 1000000", units);
    DeepConfig.require(selection != null, "selection", "given", null);
  }
}
