package org.sluice.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sluice.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice demo}: finds members of the JDK by what they do. */
@Command(
    name = "demo",
    description = {
      "Train a model on the JDK's own documentation and ask it for members by what they do.",
      "",
      "The source archive of the running JDK is read, a model is trained on the descriptions of"
          + " its public members and kept for the next time. No download."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice demo",
      "  sluice demo --query 'read all lines of a file'",
      "  sluice demo --query 'current time in milliseconds' --json --top 3",
      "  printf 'sort a list\\nformat a date\\n' | sluice demo"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Set<String> GOODBYES = Set.of("exit", "quit");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      description = "Answer this and end, without a prompt. May be given more than once.")
  private List<String> queries = new ArrayList<>();

  @Option(
      names = {"-k", "--top"},
      paramLabel = "N",
      defaultValue = "5",
      description = "Answers to show, from 1 to 1000. Default: ${DEFAULT-VALUE}")
  private int top;

  @Option(names = "--fresh", description = "Train again even where a model is kept.")
  private boolean fresh;

  @Option(
      names = "--json",
      description =
          "Print one JSON object, without a prompt: answers, accuracy on held-out sentences,"
              + " trained, seconds, members, examples.")
  private boolean json;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Where all randomness comes from. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Worker threads, from 1 to 1024. Default: one for each processor.")
  private int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 1024);

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Folder for models. Default: sluice in $XDG_CACHE_HOME or ~/.cache")
  private Path cache =
      DemoStore.defaultCache(System.getenv(), System.getProperty("user.home", "."));

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final int columns;
  private final String version;
  private final Finder.Source source;
  private final Path javaHome;

  /**
   * The command on the running JDK.
   *
   * @param in questions, where none are given as options
   * @param out answers
   * @param err prompt, progress and figures
   * @param terminal whether a person types the questions
   * @param columns width of the terminal that answers go to, where longer ones are cut; 0 for none
   * @param version version of Sluice, part of a kept model's key
   */
  public DemoCommand(
      InputStream in,
      PrintStream out,
      PrintStream err,
      boolean terminal,
      int columns,
      String version) {
    this(
        in,
        out,
        err,
        terminal,
        columns,
        version,
        new SluiceFinder.Engine(),
        Path.of(System.getProperty("java.home")));
  }

  DemoCommand(
      InputStream in,
      PrintStream out,
      PrintStream err,
      boolean terminal,
      int columns,
      String version,
      Finder.Source source,
      Path javaHome) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.columns = columns;
    this.version = version;
    this.source = source;
    this.javaHome = javaHome;
  }

  /**
   * Runs the demo.
   *
   * @return 0
   * @throws IllegalArgumentException if an option's value is out of range
   * @throws IOException if the archive is missing or a model cannot be kept
   */
  @Override
  public Integer call() throws IOException {
    requireRange("--top", top, 1000);
    requireRange("--threads", threads, 1024);
    long begin = System.nanoTime();
    DemoProgress progress = new DemoProgress(err, terminal);
    JdkSources sources = JdkSources.locate(javaHome, Runtime.version().toString());
    DemoStore store = DemoStore.of(cache, sources, version, seed);
    Optional<Demo> kept = fresh ? Optional.empty() : kept(store, progress);
    boolean trained = kept.isEmpty();
    try (Demo demo = trained ? train(sources, store, progress) : kept.get()) {
      double seconds = (System.nanoTime() - begin) / 1e9;
      tell(demo, trained, seconds, progress);
      if (json) {
        out.println(Json.write(object(demo, trained, seconds)));
      } else if (queries.isEmpty()) {
        converse(demo);
      } else {
        for (String query : queries) {
          answer(demo, query, queries.size() > 1);
        }
      }
      out.flush();
    }
    return 0;
  }

  private static void requireRange(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(option + " must be from 1 to " + most + ": " + value);
    }
  }

  private Optional<Demo> kept(DemoStore store, DemoProgress progress) {
    try {
      return store.load(source);
    } catch (IOException e) {
      progress.say("the kept model is of no use and is made again: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Demo train(JdkSources sources, DemoStore store, DemoProgress progress)
      throws IOException {
    Demo demo = new DemoTrainer(source, threads, seed, progress).train(sources);
    try {
      store.save(demo);
    } catch (IOException e) {
      progress.say("the model cannot be kept for the next time: " + e.getMessage());
    }
    return demo;
  }

  private void tell(Demo demo, boolean trained, double seconds, DemoProgress progress) {
    Accuracy accuracy = demo.facts().accuracy();
    progress.say(
        String.format(
            Locale.ROOT,
            "%s in %.1f s; of %,d unseen sentences %.0f %% find their member at once, %.0f %%"
                + " within five",
            trained ? "trained" : "kept model loaded",
            seconds,
            accuracy.rows(),
            100 * accuracy.first(),
            100 * accuracy.five()));
  }

  private void converse(Demo demo) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    if (terminal) {
      err.println("Say what a method does, or 'exit'.");
    }
    while (true) {
      if (terminal) {
        err.print("> ");
        err.flush();
      }
      String line = lines.readLine();
      if (line == null || GOODBYES.contains(line.strip().toLowerCase(Locale.ROOT))) {
        return;
      }
      if (!line.isBlank()) {
        answer(demo, line.strip(), !terminal);
        out.flush();
      }
    }
  }

  private void answer(Demo demo, String query, boolean repeatQuery) {
    List<Demo.Answer> answers = demo.ask(query, top);
    if (repeatQuery) {
      out.println(query);
    }
    if (answers.isEmpty()) {
      out.println("  (no word of this is in the JDK's documentation)");
    }
    int width = answers.stream().mapToInt(answer -> answer.label().length()).max().orElse(0);
    for (Demo.Answer answer : answers) {
      String line =
          String.format(
              Locale.ROOT,
              "  %4.0f %%  %-" + width + "s  %s",
              100 * answer.score(),
              answer.label(),
              answer.doc());
      out.println(fitted(line.stripTrailing()));
    }
  }

  private String fitted(String line) {
    boolean fits = columns == 0 || line.length() <= columns;
    return fits ? line : line.substring(0, Math.max(0, columns - 4)).stripTrailing() + " ...";
  }

  private Map<String, Object> object(Demo demo, boolean trained, double seconds) {
    List<Map<String, Object>> answers = new ArrayList<>();
    for (String query : queries) {
      for (Demo.Answer answer : demo.ask(query, top)) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("query", query);
        map.put("label", answer.label());
        map.put("score", answer.score());
        map.put("doc", answer.doc());
        answers.add(map);
      }
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("answers", answers);
    object.put("accuracy", demo.facts().accuracy().toMap());
    object.put("trained", trained);
    object.put("seconds", seconds);
    object.put("members", demo.facts().members());
    object.put("examples", demo.facts().examples());
    return object;
  }
}
