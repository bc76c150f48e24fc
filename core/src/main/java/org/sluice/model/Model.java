package org.sluice.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.sluice.config.TrainingConfig;
import org.sluice.data.LabelDictionary;
import org.sluice.nn.Network;
import org.sluice.text.Vectorizer;

/**
 * A trained model: the network, what turns text into its features and its outputs into names, and
 * where it comes from. Kept as a folder that {@code docs/formats.md} describes. Holds the network's
 * memory outside the heap and must be closed. Safe for many threads as long as none trains the
 * network.
 */
public final class Model implements AutoCloseable {
  private final Network network;
  private final Optional<Vectorizer> vectorizer;
  private final LabelDictionary dictionary;
  private final int[] labelFrequencies;
  private final int trainingRows;
  private final TrainingConfig config;
  private final Provenance provenance;
  private final Optional<Ranking> ranking;

  /**
   * @param network owned by the model from now on
   * @param vectorizer empty where the model takes features; else of as many features as the network
   * @param dictionary names of as many labels as the network has
   * @param labelFrequencies training rows that have each label
   * @param trainingRows rows that the network was trained on, at least 0
   * @param config settings it was trained with
   * @param provenance where it comes from
   * @throws IllegalArgumentException if sizes do not agree
   */
  public Model(
      Network network,
      Optional<Vectorizer> vectorizer,
      LabelDictionary dictionary,
      int[] labelFrequencies,
      int trainingRows,
      TrainingConfig config,
      Provenance provenance) {
    this(
        network,
        vectorizer,
        dictionary,
        labelFrequencies,
        trainingRows,
        config,
        provenance,
        Optional.empty());
  }

  /**
   * A model of two stages.
   *
   * @param ranking the second stage, or empty; the other parameters are those above
   * @throws IllegalArgumentException if sizes do not agree
   */
  public Model(
      Network network,
      Optional<Vectorizer> vectorizer,
      LabelDictionary dictionary,
      int[] labelFrequencies,
      int trainingRows,
      TrainingConfig config,
      Provenance provenance,
      Optional<Ranking> ranking) {
    this.network = network;
    this.ranking = ranking;
    this.vectorizer = vectorizer;
    this.dictionary = dictionary;
    this.labelFrequencies = labelFrequencies.clone();
    this.trainingRows = trainingRows;
    this.config = Objects.requireNonNull(config, "config");
    this.provenance = Objects.requireNonNull(provenance, "provenance");
    int labels = network.shape().labels();
    requireEqual("names in the dictionary", dictionary.size(), "labels of the network", labels);
    requireEqual("label frequencies", labelFrequencies.length, "labels of the network", labels);
    if (vectorizer.isPresent()) {
      requireEqual(
          "features of the vectoriser",
          vectorizer.get().features(),
          "features of the network",
          network.shape().features());
    }
    if (ranking.isPresent()) {
      requireEqual("rankers", ranking.get().rankers().labels(), "labels of the network", labels);
      requireEqual(
          "values of a list's centre",
          ranking.get().lists().dimension(),
          "hidden units of the network",
          network.shape().lastWidth());
      if (ranking.get().vectorizer().isEmpty()) {
        requireEqual(
            "features of the rankers",
            ranking.get().rankers().features(),
            "features of the network",
            network.shape().features());
      } else if (vectorizer.isEmpty()) {
        throw new IllegalArgumentException(
            "the rankers must have no vectoriser where the network has none");
      }
    }
    if (ranking.isPresent() && ranking.get().names().isPresent() && vectorizer.isEmpty()) {
      throw new IllegalArgumentException(
          "names of labels must not count where the network has no vectoriser");
    }
    if (trainingRows < 0) {
      throw new IllegalArgumentException("trainingRows must not be negative: " + trainingRows);
    }
  }

  private static void requireEqual(String what, int actual, String as, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          what + " must be as many as " + as + " (" + expected + "): " + actual);
    }
  }

  /**
   * Reads a model from its folder. Lengths, checksums, shapes, dictionaries and that all weights
   * are finite are checked before anything is returned.
   *
   * @throws ModelFormatException if the folder is no readable model, saying in one line why
   */
  public static Model load(Path folder) throws ModelFormatException {
    return ModelFiles.read(FolderSwap.current(folder));
  }

  /**
   * Writes the model to a folder, which is made, or replaced where it holds a model. The folder
   * changes from old to new at once; where saving fails the old one stays and nothing is left
   * behind.
   *
   * @throws IOException if {@link #checkTarget} finds fault with the folder, a weight is not finite
   *     or writing fails, as on a full disk; the message is one line
   */
  public void save(Path folder) throws IOException {
    checkTarget(folder);
    try {
      new FolderSwap(folder).replace(fresh -> ModelFiles.write(this, fresh));
    } catch (IOException e) {
      throw new IOException("cannot save the model to " + folder + ": " + Reasons.of(e), e);
    }
  }

  /**
   * Checks that a model may be saved to a folder: that it is not there, is empty or holds a model
   * and nothing else, and that files may be made where it goes. To be called before long work.
   *
   * @throws IOException saying in one line what is in the way
   */
  public static void checkTarget(Path folder) throws IOException {
    FolderTarget.check(folder, at -> Manifest.read(at).files().keySet());
  }

  /** The parameters. Closed with the model. */
  public Network network() {
    return network;
  }

  /** What turns text into features, empty where the model takes features. */
  public Optional<Vectorizer> vectorizer() {
    return vectorizer;
  }

  /** Names of the labels. */
  public LabelDictionary dictionary() {
    return dictionary;
  }

  /** How many training rows had each label, for propensities. A copy. */
  public int[] labelFrequencies() {
    return labelFrequencies.clone();
  }

  /** Number of rows that the network was trained on. */
  public int trainingRows() {
    return trainingRows;
  }

  /** The second stage, where there is one. */
  public Optional<Ranking> ranking() {
    return ranking;
  }

  /** Settings that the model was trained with. */
  public TrainingConfig config() {
    return config;
  }

  /** Where the model comes from. */
  public Provenance provenance() {
    return provenance;
  }

  /** This model with other notes on where it comes from; owns the network in its place. */
  public Model withProvenance(Provenance other) {
    return new Model(
        network, vectorizer, dictionary, labelFrequencies, trainingRows, config, other, ranking);
  }

  @Override
  public void close() {
    network.close();
  }
}
