package org.sluice.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sluice.data.LabelDictionary;
import org.sluice.data.LabelRows;
import org.sluice.data.TextDataset;

/** Makes a demo from an archive: members, examples, model, accuracy. */
final class DemoTrainer {
  private final Finder.Source source;
  private final int threads;
  private final long seed;
  private final DemoProgress progress;

  DemoTrainer(Finder.Source source, int threads, long seed, DemoProgress progress) {
    this.source = source;
    this.threads = threads;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * Trains on an archive.
   *
   * @throws IOException if the archive cannot be read or documents nothing
   */
  Demo train(JdkSources sources) throws IOException {
    progress.say("reading the documentation in " + sources.archive());
    List<Member> members = SourceArchive.members(sources.archive(), threads);
    DemoCorpus corpus = DemoCorpus.of(members, seed);
    if (corpus.train().isEmpty()) {
      throw new IOException(sources.archive() + " holds no documented public members");
    }
    progress.say(
        String.format(
            Locale.ROOT,
            "%,d documented public members; training on %,d examples for %,d of them",
            members.size(),
            corpus.train().size(),
            corpus.docs().size()));
    Finder finder = source.train(dataset(corpus.train()), threads, seed, progress);
    progress.endLine();
    Accuracy accuracy = Accuracy.of(finder, corpus.heldOut());
    return new Demo(
        finder, corpus.docs(), new Demo.Facts(members.size(), corpus.train().size(), accuracy));
  }

  /** Examples as rows of terms with one label each; labels are numbered as they appear. */
  static TextDataset dataset(List<Example> examples) {
    Map<String, Integer> ids = new HashMap<>();
    List<String> names = new ArrayList<>();
    List<String> texts = new ArrayList<>(examples.size());
    int[] offsets = new int[examples.size() + 1];
    int[] labels = new int[examples.size()];
    for (int row = 0; row < labels.length; row++) {
      Example example = examples.get(row);
      texts.add(Terms.of(example.text()));
      labels[row] =
          ids.computeIfAbsent(
              example.label(),
              name -> {
                names.add(name);
                return names.size() - 1;
              });
      offsets[row + 1] = row + 1;
    }
    return new TextDataset(
        texts, new LabelRows(names.size(), offsets, labels), new LabelDictionary(names));
  }
}
