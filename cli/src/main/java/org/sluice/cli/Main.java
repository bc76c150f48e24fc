package org.sluice.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code sluice} command. */
@Command(
    name = "sluice",
    versionProvider = Version.class,
    description = "Trains and asks models that choose among very many labels.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice generate -o train.txt --rows 2000 --features 1000 --labels 500",
      "  sluice train train.txt -o model",
      "  sluice test model train.txt",
      "  echo '17:1 230:0.5' | sluice predict model",
      "",
      "'sluice demo' learns the JDK's documentation and answers questions about it.",
      "'sluice COMMAND --help' explains a command.",
      "Exit codes: 0 done; 1 data, model, disk or memory at fault;",
      "2 wrong usage; 130 interrupted."
    })
public final class Main implements Runnable {
  @Mixin StandardOptions standard;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error arose.")
  private boolean debug;

  private final Console console;
  private CommandLine commands;

  private Main(Console console) {
    this.console = console;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    PrintStream err = StandardError.open();
    Interrupts interrupts = new Interrupts();
    interrupts.listenToSignals();
    int code = run(args, Console.ofProcess(System.in, out, err, interrupts));
    interrupts.end();
    System.exit(code);
  }

  /** Runs one command without a terminal; returns its exit code. */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    return run(args, Console.plain(in, out, err));
  }

  /** Runs one command; returns its exit code. Never throws. */
  static int run(String[] args, Console console) {
    Main main = new Main(console);
    try {
      main.commands = Commands.of(main, console);
      main.commands.setParameterExceptionHandler(main::usageError);
      main.commands.setExecutionExceptionHandler(
          (e, command, parsed) ->
              Usage.isWrongOption(e)
                  ? main.usageError(new ParameterException(command, e.getMessage(), e), args)
                  : main.report(e));
      int code = main.commands.execute(args);
      if (code != ExitCode.FAILED) { // what has failed has said so
        console.checkOutput();
      }
      return code;
    } catch (Throwable failure) { // also OutOfMemoryError: every failure is one line
      return main.report(failure);
    } finally {
      console.err().flush();
    }
  }

  @Override
  public void run() {
    String names = String.join(", ", commands.getSubcommands().keySet());
    throw new ParameterException(
        commands, "a command is missing: " + names.replaceFirst(", (\\w+)$", " or $1"));
  }

  private int usageError(ParameterException e, String[] args) {
    if (e.getCause() instanceof UserException wrong) {
      return report(wrong);
    }
    String hint = "";
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      hint = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }
    String message = e.getMessage();
    if (e instanceof UnmatchedArgumentException) {
      message =
          message.replaceAll("^Unmatched arguments? (at|from) index \\d+: ", "not understood: ");
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      message = message.replaceAll("^Missing required (\\w+)s?: ", "missing: ");
    }
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    console.note(
        Failures.oneLine(message + hint)
            + (message.endsWith(".") ? " See '" : "; see '")
            + name
            + " --help'");
    trace(e);
    return ExitCode.USAGE;
  }

  private int report(Throwable failure) {
    Throwable cause = Failures.unwrap(failure);
    if (cause instanceof StandardOutput.ReaderGone) {
      return ExitCode.OK;
    }
    console.note(Failures.line(cause));
    trace(failure);
    return ExitCode.FAILED;
  }

  private void trace(Throwable failure) {
    if (debug) {
      StringWriter stack = new StringWriter();
      failure.printStackTrace(new PrintWriter(stack));
      console.err().print(stack);
    }
  }
}
