package org.sluice.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sluice.text.Vectorizer;
import org.sluice.text.VectorizerState;

/** The terms of a vectoriser, or the places of a hashed one, with their document frequencies. */
final class VocabularyFile {
  private VocabularyFile() {}

  static FileRecord write(Vectorizer vectorizer, Path file) throws IOException {
    return entries(vectorizer.state()).write(file);
  }

  /** Terms by feature; of hashed features the places that were met, by number. */
  private static CountedNames entries(VectorizerState state) {
    int[] frequency = state.documentFrequency();
    if (state.config().hashBits() == 0) {
      return new CountedNames(state.terms(), frequency);
    }
    List<String> places = new ArrayList<>();
    int[] counts = new int[frequency.length];
    for (int place = 0; place < frequency.length; place++) {
      if (frequency[place] > 0) {
        counts[places.size()] = frequency[place];
        places.add(Integer.toString(place));
      }
    }
    return new CountedNames(places, counts);
  }

  /**
   * Reads a vectoriser.
   *
   * @param file its vocabulary
   * @param text its settings
   * @param field name of the settings in the manifest beside the file
   * @param features that it must have
   * @param owner who has so many, for messages
   */
  static Vectorizer read(Path file, TextSection text, String field, int features, String owner)
      throws ModelFormatException {
    CountedNames entries = CountedNames.read(file);
    int hashBits = text.config().hashBits();
    if (hashBits == 0) {
      entries.requireSize(file, features, "features of the " + owner);
    } else if (features != 1 << hashBits) {
      throw new ModelFormatException(
          file.resolveSibling(Manifest.NAME),
          "field "
              + field
              + ".hashBits must mean the "
              + features
              + " features of the "
              + owner
              + ": "
              + hashBits);
    }
    try {
      return Vectorizer.fromState(
          hashBits == 0
              ? new VectorizerState(
                  text.config(), text.documents(), entries.names(), entries.counts())
              : new VectorizerState(
                  text.config(), text.documents(), List.of(), places(entries, features)));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(file, e.getMessage(), e);
    }
  }

  private static int[] places(CountedNames entries, int features) {
    int[] frequency = new int[features];
    int before = -1;
    for (int k = 0; k < entries.names().size(); k++) {
      String name = entries.names().get(k);
      int place = name.matches("\\d{1,9}") ? Integer.parseInt(name) : -1;
      if (place <= before || place >= features) {
        throw new IllegalArgumentException(
            "line " + (k + 1) + ": places must rise and be below " + features + ": " + name);
      }
      before = place;
      frequency[place] = entries.counts()[k];
    }
    return frequency;
  }
}
