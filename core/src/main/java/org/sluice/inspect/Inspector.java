package org.sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sluice.index.HashTables;

/**
 * Compares the labels that hashing proposes for queries with the labels that answer most strongly.
 * One output layer, as many ways of hashing as are asked, beside baselines. For one thread.
 */
public final class Inspector {
  /** Tables that may be held at a time, in bytes. */
  private static final long MOST_BYTES = 1L << 30;

  private final Layer layer;
  private final InspectOptions options;
  private final Consumer<String> progress;

  /**
   * @param options numbers above that of the labels count as that
   * @param progress told in a few words what is being done
   */
  public Inspector(Layer layer, InspectOptions options, Consumer<String> progress) {
    this.layer = layer;
    this.options = options.within(layer.labels().labels());
    this.progress = progress;
  }

  /**
   * Measures cells and baselines, and each cell's family.
   *
   * @param cells at least one
   * @throws IllegalArgumentException if a family does not suit the layer
   */
  public InspectReport inspect(List<TableCell> cells) {
    List<FamilyReport> families = new ArrayList<>();
    List<TableCell> known = new ArrayList<>();
    List<MethodReport> methods = new ArrayList<>(measure(cells));
    methods.addAll(baselines());
    for (TableCell cell : cells) {
      if (known.stream().noneMatch(cell::sharesTables)) {
        known.add(cell);
        progress.accept("collisions of " + cell.describe());
        HashTables tables = Choosers.tables(layer, cell, options);
        families.add(
            new Collisions(layer, options, tables.family())
                .report(cell.familyName() + " K=" + cell.k() + " L=" + cell.l()));
      }
    }
    return report(methods, families);
  }

  /** Measures active sets alone, of cells and baselines. */
  public InspectReport sweep(List<TableCell> cells) {
    List<MethodReport> methods = new ArrayList<>(measure(cells));
    methods.addAll(baselines());
    return report(methods, List.of());
  }

  /** Measures active sets of cells, without baselines. */
  InspectReport measureAlone(List<TableCell> cells) {
    return report(measure(cells), List.of());
  }

  private InspectReport report(List<MethodReport> methods, List<FamilyReport> families) {
    return new InspectReport(
        layer.labels().labels(),
        layer.labels().dimension(),
        layer.rows(),
        layer.seenRows(),
        options,
        methods,
        families);
  }

  /** Measures cells, as many at a time as their tables leave memory for. */
  private List<MethodReport> measure(List<TableCell> cells) {
    List<MethodReport> reports = new ArrayList<>();
    List<Chooser> choosers = new ArrayList<>();
    TableCell last = null;
    HashTables tables = null;
    long bytes = 0;
    for (TableCell cell : cells) {
      boolean shared =
          last != null && cell.sharesTables(last) && cell.bucketCapacity() == last.bucketCapacity();
      if (!shared) {
        if (bytes > MOST_BYTES) {
          reports.addAll(run(choosers));
          choosers.clear();
          bytes = 0;
        }
        progress.accept("tables of " + cell.describe());
        tables = Choosers.tables(layer, cell, options);
        bytes += tables.bytes();
      }
      choosers.add(Choosers.hashed(cell, tables));
      last = cell;
    }
    reports.addAll(run(choosers));
    return reports;
  }

  private List<MethodReport> baselines() {
    List<Chooser> choosers = new ArrayList<>();
    if (layer.seenRows() > 0) {
      progress.accept("learned buckets");
      choosers.add(Choosers.learned(layer, options));
      progress.accept("query lists");
      choosers.add(Choosers.lists(layer, options));
    }
    choosers.add(Choosers.random(layer.labels().labels()));
    choosers.add(Choosers.exact());
    return run(choosers);
  }

  private List<MethodReport> run(List<Chooser> choosers) {
    progress.accept("asking " + layer.rows() + " rows");
    return new Inspection(layer, options, choosers).run();
  }
}
