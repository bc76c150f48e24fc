package org.sluice.deep;

import java.util.Optional;
import java.util.SplittableRandom;
import org.sluice.active.ActiveVector;
import org.sluice.active.OperationCounts;
import org.sluice.active.UnitSelector;
import org.sluice.active.UnitSelector.UnitChooser;

/**
 * Which units a hidden layer makes active in an answer, for any number of units. For one thread.
 */
public final class LayerChooser {
  private final UnitChooser chooser;
  private final float[] row;
  private final ActiveVector input;
  private final ActiveVector active;
  private final OperationCounts counts;

  private LayerChooser(DeepNetwork network, int layer, UnitChooser chooser) {
    this.chooser = chooser;
    row = new float[network.widths()[layer]];
    input = new ActiveVector(row.length);
    active = new ActiveVector(network.widths()[layer + 1]);
    counts = new OperationCounts(network.layers());
  }

  /**
   * The chooser of a layer, with what its selection knows now and learns later on.
   *
   * @param layer hidden layers counted from 0
   * @param wanted units that shall be active, from 1 to all
   * @return empty where the layer's answers have all units
   * @throws IllegalArgumentException if there is no such layer or it has fewer units
   */
  public static Optional<LayerChooser> of(DeepNetwork network, int layer, int wanted) {
    return selector(network, layer, wanted)
        .newChooser(wanted)
        .map(chooser -> new LayerChooser(network, layer, chooser));
  }

  /**
   * The same for what hashing alone would choose, without exact pre-activations of more units than
   * are wanted.
   *
   * @return empty where the layer does not hash or looks at no more anyway
   * @throws IllegalArgumentException if there is no such layer or it has fewer units
   */
  public static Optional<LayerChooser> blind(DeepNetwork network, int layer, int wanted) {
    return selector(network, layer, wanted)
        .newBlindChooser(wanted)
        .map(chooser -> new LayerChooser(network, layer, chooser));
  }

  private static UnitSelector selector(DeepNetwork network, int layer, int wanted) {
    int hidden = network.layers() - 1;
    DeepConfig.require(layer >= 0 && layer < hidden, "layer", "from 0 to " + (hidden - 1), layer);
    int units = network.widths()[layer + 1];
    DeepConfig.require(wanted >= 1 && wanted <= units, "wanted", "from 1 to " + units, wanted);
    return network.selector(layer);
  }

  /**
   * Chooses units for an input.
   *
   * @param inputs holds what the layer sees from {@code offset} on
   * @param seed used where chance decides
   * @param target receives distinct units from place 0
   * @return their number
   */
  public int choose(float[] inputs, int offset, long seed, int[] target) {
    System.arraycopy(inputs, offset, row, 0, row.length);
    input.hold(row);
    chooser.choose(input, false, new SplittableRandom(seed), active, counts);
    System.arraycopy(active.ids(), 0, target, 0, active.count());
    return active.count();
  }
}
