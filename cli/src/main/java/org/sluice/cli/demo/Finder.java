package org.sluice.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sluice.data.TextDataset;
import org.sluice.predict.Prediction;
import org.sluice.train.TrainingListener;

/** A model that names members by description. For one thread; close it after use. */
interface Finder extends AutoCloseable {
  /** The k best answers, by falling score; fewer where there are fewer labels. */
  List<Prediction> find(String text, int k);

  /** Writes the model to a folder that does not exist yet. */
  void save(Path folder) throws IOException;

  @Override
  void close();

  /** Where finders come from. */
  interface Source {
    /** Trains one. */
    Finder train(TextDataset examples, int threads, long seed, TrainingListener listener);

    /** Reads one that was saved. */
    Finder load(Path folder) throws IOException;
  }
}
