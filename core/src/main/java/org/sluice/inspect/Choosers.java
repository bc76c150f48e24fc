package org.sluice.inspect;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.sluice.config.HashKind;
import org.sluice.config.SelectionKind;
import org.sluice.hash.HashFamily;
import org.sluice.index.HashFamilies;
import org.sluice.index.HashTables;
import org.sluice.index.LearnedBuckets;
import org.sluice.index.Selection;
import org.sluice.index.TableOptions;
import org.sluice.index.TableQuery;
import org.sluice.index.TableStatistics;
import org.sluice.kernel.Kernels;
import org.sluice.retrieve.QueryListConfig;
import org.sluice.retrieve.QueryLists;

/** The ways of choosing that are compared. */
final class Choosers {
  /** Tables of learned buckets, and their bits: few, for each bucket holds many labels. */
  private static final int LEARNED_TABLES = 8;

  private static final int LEARNED_BITS = 7;

  private static final int LEAST_LIST = 256;

  private Choosers() {}

  /** Tables of hashed label vectors, for all cells that read them. */
  static HashTables tables(Layer layer, TableCell cell, InspectOptions options) {
    var stored = layer.stored(options.bias());
    HashFamily family = HashFamilies.of(cell.config(), stored, options.seed(), options.threads());
    return HashTables.build(
        family, stored, TableOptions.ofCapacity(cell.bucketCapacity()), options.threads());
  }

  /** Hashed labels, chosen as a cell says. */
  static Chooser hashed(TableCell cell, HashTables tables) {
    return new Chooser() {
      @Override
      public String name() {
        return cell.describe();
      }

      @Override
      public Map<String, Object> settings() {
        return cell.toMap();
      }

      @Override
      public Map<String, Object> statistics() {
        return statisticsMap(tables.statistics());
      }

      @Override
      public Finder finder() {
        return reading(tables.query(cell.probes()), cell.rule());
      }
    };
  }

  private static Chooser.Finder reading(TableQuery query, Selection selection) {
    return (question, limit, target) ->
        query.candidates(
            question.vectors(),
            question.offset(),
            selection,
            limit,
            new SplittableRandom(question.seed()),
            target);
  }

  private static Map<String, Object> statisticsMap(TableStatistics statistics) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("tables", statistics.tables());
    map.put("buckets", statistics.buckets());
    map.put("emptyShare", statistics.emptyShare());
    map.put("largest", statistics.largest());
    map.put("meanOccupied", statistics.meanOccupied());
    map.put("reach", statistics.reach());
    map.put("bytes", statistics.bytes());
    map.put("histogram", statistics.histogram());
    return map;
  }

  /** Buckets that hold what the queries seen in them want. */
  static Chooser learned(Layer layer, InspectOptions options) {
    var stored = layer.stored(options.bias());
    TableCell cell =
        new TableCell(
            HashKind.FAST_SIMHASH, LEARNED_BITS, LEARNED_TABLES, 1, 1, SelectionKind.TOP_K, 1);
    HashFamily family = HashFamilies.of(cell.config(), stored, options.seed(), options.threads());
    int size = Math.max(64, options.largestSize() / 2);
    LearnedBuckets buckets = new LearnedBuckets(family, stored.rows(), size, 1);
    for (int q = 0; q < layer.seenRows(); q++) {
      buckets.observe(layer.seen(), q * layer.stride());
    }
    // With the bias in the vectors it must not be added a second time.
    float[] biases = options.bias() ? new float[stored.rows()] : layer.labels().biases();
    buckets.refill(stored, biases, options.threads());
    Map<String, Object> statistics = statisticsMap(buckets.statistics());
    return new Chooser() {
      @Override
      public String name() {
        return "learned buckets";
      }

      @Override
      public Map<String, Object> settings() {
        return Map.of("k", LEARNED_BITS, "l", LEARNED_TABLES, "ids", size);
      }

      @Override
      public Map<String, Object> statistics() {
        return statistics;
      }

      @Override
      public Finder finder() {
        return reading(buckets.query(), new Selection.Strongest());
      }
    };
  }

  /** Lists by cluster of queries: the nearest cluster's labels, then the next one's. */
  static Chooser lists(Layer layer, InspectOptions options) {
    int labels = layer.labels().labels();
    int clusters = Math.clamp(Math.round(4 * Math.sqrt(layer.seenRows()) / 3), 1, 1024);
    QueryListConfig config =
        new QueryListConfig(
            clusters, Math.min(labels, LEAST_LIST), Math.max(clusters, 60_000), 6, options.seed());
    QueryLists lists =
        QueryLists.build(layer.labels(), layer.plainSeen(), config, options.threads());
    float[] centroids = lists.centroids();
    int[] ids = lists.ids();
    return new Chooser() {
      @Override
      public String name() {
        return "query lists";
      }

      @Override
      public Map<String, Object> settings() {
        return Map.of("clusters", lists.clusters(), "ids", lists.listSize());
      }

      @Override
      public Map<String, Object> statistics() {
        return Map.of("bytes", 4L * (centroids.length + ids.length));
      }

      @Override
      public Finder finder() {
        float[] nearness = new float[lists.clusters()];
        Best order = new Best(nearness.length);
        int[] seenIn = new int[labels];
        int[] question = {0};
        return (asked, limit, target) -> {
          for (int c = 0; c < nearness.length; c++) {
            nearness[c] =
                Kernels.dot(
                    centroids,
                    c * lists.dimension(),
                    asked.vectors(),
                    asked.offset(),
                    lists.dimension());
          }
          int number = ++question[0];
          int found = 0;
          for (int cluster : order.of(nearness)) {
            int end = (cluster + 1) * lists.listSize();
            for (int at = end - lists.listSize(); at < end && found < limit; at++) {
              if (seenIn[ids[at]] != number) {
                seenIn[ids[at]] = number;
                target[found++] = ids[at];
              }
            }
            if (found == limit) {
              break;
            }
          }
          return found;
        };
      }
    };
  }

  /** Every label is as likely as another. */
  static Chooser random(int labels) {
    return simple(
        "uniform random",
        () -> {
          int[] order = new int[labels];
          Arrays.setAll(order, i -> i);
          return (question, limit, target) -> {
            SplittableRandom random = new SplittableRandom(question.seed());
            int count = Math.min(limit, labels);
            for (int i = 0; i < count; i++) {
              int j = random.nextInt(i, labels);
              target[i] = order[j];
              order[j] = order[i];
              order[i] = target[i];
            }
            return count;
          };
        });
  }

  /** The labels that answer most strongly: what all others try to guess. */
  static Chooser exact() {
    return simple(
        Inspection.EXACT,
        () ->
            (question, limit, target) -> {
              int count = Math.min(limit, question.exact().length);
              System.arraycopy(question.exact(), 0, target, 0, count);
              return count;
            });
  }

  /** A chooser of this name. */
  static Chooser simple(String name, Supplier<Chooser.Finder> finders) {
    return new Chooser() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Finder finder() {
        return finders.get();
      }
    };
  }
}
