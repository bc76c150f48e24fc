package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.sluice.data.DataFormat;
import org.sluice.data.Dataset;
import org.sluice.data.ReadOptions;
import org.sluice.data.ReadResult;
import org.sluice.data.TextDataset;
import org.sluice.model.Model;

/** What commands ask of a model besides predictions. */
final class Models {
  /** Facts about the data that a model keeps, so that later data is read in the same way. */
  private static final String FIRST_INDEX = "firstIndex";

  private static final String DATA_FORMAT = "dataFormat";

  private Models() {}

  /** Loads a model. */
  static Model load(Path folder) throws IOException {
    return Model.load(folder);
  }

  /** Whether a model takes raw text. */
  static boolean takesText(Model model) {
    return model.vectorizer().isPresent();
  }

  /** The model with notes on how its data was read and under which name. */
  static Model withDataFacts(Model model, ReadResult data, String source) {
    return model.withProvenance(
        model
            .provenance()
            .with("data", source)
            .with(DATA_FORMAT, data.format().name().toLowerCase(Locale.ROOT))
            .with(FIRST_INDEX, data.firstIndex()));
  }

  /** Smallest feature index of LIBSVM data for this model: as in training, if it was such data. */
  static int firstIndex(Model model, Integer asked) {
    if (asked != null) {
      return asked;
    }
    Object fact = model.provenance().facts().get(FIRST_INDEX);
    return fact instanceof Long index && index == 1 ? 1 : 0;
  }

  /** Reads data for a model, with its labels and features. */
  static ReadResult read(String source, DataOptions options, Model model, Console console)
      throws IOException {
    boolean libsvm =
        DataFormat.LIBSVM
            .name()
            .equalsIgnoreCase(String.valueOf(model.provenance().facts().get(DATA_FORMAT)));
    int features = takesText(model) ? -1 : model.network().shape().features();
    ReadOptions exact = options.toReadOptions().withModel(model.dictionary(), features);
    if (libsvm && options.firstIndex == null) {
      exact = exact.withFirstIndex(firstIndex(model, null));
    }
    ReadResult result = Reading.read(source, exact, console);
    requireFit(result.dataset(), source, model);
    return result;
  }

  /** Fails where a model takes text and the data has features, or the other way round. */
  static void requireFit(Dataset data, String source, Model model) {
    boolean text = data instanceof TextDataset;
    if (text != takesText(model)) {
      throw new UserException(
          String.format(
              "%s: the data holds %s, but the model takes %s",
              source, text ? "text" : "features", text ? "features" : "text"));
    }
  }
}
