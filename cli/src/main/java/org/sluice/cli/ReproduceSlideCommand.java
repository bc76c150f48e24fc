package org.sluice.cli;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluice.data.DataReader;
import org.sluice.data.Dataset;
import org.sluice.data.ReadOptions;
import org.sluice.data.SyntheticData;
import org.sluice.data.SyntheticShape;
import org.sluice.reproduce.Budget;
import org.sluice.reproduce.Scale;
import org.sluice.reproduce.Slide;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice reproduce slide}: active labels chosen by hashing. */
@Command(
    name = "slide",
    sortOptions = false,
    customSynopsis = "sluice reproduce slide [OPTIONS] [--data TRAIN --test TEST]",
    description = {
      "Sets of active labels that hash tables choose for every row (Chen et al., MLSys 2020).",
      "",
      "One hidden layer of 128 rectified units and Adam; the published sets (example by example, L"
          + " = 50 tables, vanilla selection, no correction), our sets for a whole batch, and the"
          + " softmax over all labels. P@1 on the test rows after every epoch.",
      "",
      "Without --data rows are generated. quick: 4,000 rows of 2,000 labels, 3 epochs. hour: 49,045"
          + " rows in the shape of Amazon-670K, 5 epochs. full: 490,449 of them, 20 epochs, three"
          + " seeds.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice reproduce slide -o results",
      "  sluice reproduce slide --data train.txt --test test.txt --json"
    })
final class ReproduceSlideCommand implements Callable<Integer> {
  private static final int AMAZON_ROWS = 490_449;

  @Option(
      names = "--data",
      paramLabel = "TRAIN",
      description = "Rows to train with, such as Amazon-670K in extreme classification text.")
  Path data;

  @Option(names = "--test", paramLabel = "TEST", description = "Rows to test with.")
  Path test;

  @Mixin ReproduceOptions options;
  @Mixin StandardOptions standard;

  private final Console console;

  ReproduceSlideCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Budget budget = options.budget();
    Usage.require((data == null) == (test == null), "--test", "given together with --data", test);
    Scale scale = budget.scale();
    ReadOptions read = ReadOptions.defaults();
    Dataset train;
    Dataset held;
    if (data == null) {
      int rows = rows(scale);
      SyntheticData made = new SyntheticData(shape(scale), ReproduceOptions.DATA_SEED);
      train = generated(made, 0, rows, read);
      held =
          generated(
              made, rows, testRows(scale), read.withModel(train.dictionary(), features(train)));
    } else {
      train = Reading.read(data.toString(), read, console).dataset();
      held =
          Reading.read(
                  test.toString(), read.withModel(train.dictionary(), features(train)), console)
              .dataset();
    }
    if (train.rows() == 0 || held.rows() == 0) {
      throw new UserException((train.rows() == 0 ? data : test) + ": there are no rows");
    }
    int seeds = options.seeds() == 0 ? (scale == Scale.FULL ? 3 : 1) : options.seeds();
    Slide.Size size =
        new Slide.Size(
            data == null ? "generated" : String.valueOf(data.getFileName()),
            train.dictionary().size(),
            train.rows(),
            Slide.epochs(scale),
            seeds,
            options.seed,
            options.threads);
    return options.run(Slide.of(size, leftOut(scale, seeds), () -> train, () -> held), console);
  }

  private static int features(Dataset train) {
    return train instanceof org.sluice.data.SparseDataset sparse ? sparse.features().columns() : -1;
  }

  private List<String> leftOut(Scale scale, int seeds) {
    List<String> left = new ArrayList<>();
    if (data == null) {
      left.add("the published data: rows are generated (--data takes a file)");
      if (scale == Scale.QUICK) {
        left.add("670,091 labels: 2,000 instead");
      }
      if (scale != Scale.FULL) {
        left.add("rows: %,d instead of %,d".formatted(rows(scale), AMAZON_ROWS));
      }
    }
    if (scale != Scale.FULL) {
      left.add("epochs: " + Slide.epochs(scale) + " instead of " + Slide.epochs(Scale.FULL));
    }
    if (seeds < 3) {
      left.add("seeds: " + seeds + " instead of 3");
    }
    return left;
  }

  private static int rows(Scale scale) {
    return switch (scale) {
      case QUICK -> 4_000;
      case HOUR -> AMAZON_ROWS / 10;
      case FULL -> AMAZON_ROWS;
    };
  }

  private static int testRows(Scale scale) {
    return scale == Scale.QUICK ? 500 : 2_000;
  }

  private static SyntheticShape shape(Scale scale) {
    return scale == Scale.QUICK
        ? new SyntheticShape(4_000, 2_000, 40, 3)
        : SyntheticShape.amazon670k();
  }

  /** Rows that are written into one end of a pipe and read from the other. */
  private static Dataset generated(SyntheticData made, int first, int rows, ReadOptions read)
      throws IOException {
    try (PipedInputStream in = new PipedInputStream(1 << 20)) {
      PipedOutputStream out = new PipedOutputStream(in);
      Thread writer =
          Thread.ofPlatform()
              .daemon()
              .name("sluice-generate")
              .start(
                  () -> {
                    try (out) {
                      made.write(out, first, rows);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });
      Dataset dataset = DataReader.read(in, "generated rows", read).dataset();
      writer.join();
      return dataset;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while rows were generated", e);
    }
  }
}
