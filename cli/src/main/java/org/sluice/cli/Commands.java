package org.sluice.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.sluice.cli.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The tree of commands. */
final class Commands {
  private Commands() {}

  /** All commands under the given root, bound to one console. */
  static CommandLine of(Object root, Console console) {
    CommandLine commands = new CommandLine(root);
    TrainCommand train = new TrainCommand(console);
    CommandLine trainLine = new CommandLine(train);
    train.options().addTo(trainLine.getCommandSpec());
    commands.addSubcommand(trainLine);
    TuneCommand tune = new TuneCommand(console);
    CommandLine tuneLine = new CommandLine(tune);
    tune.options().addTo(tuneLine.getCommandSpec());
    commands.addSubcommand(tuneLine);
    commands.addSubcommand(new CommandLine(new TestCommand(console)));
    commands.addSubcommand(new CommandLine(new PredictCommand(console)));
    commands.addSubcommand(new CommandLine(new ShowCommand(console)));
    CommandLine inspect = new CommandLine(new InspectCommand(console));
    inspect.addSubcommand(new CommandLine(new SweepCommand(console)));
    inspect.addSubcommand(new CommandLine(new CourseCommand(console)));
    commands.addSubcommand(inspect);
    commands.addSubcommand(new CommandLine(new GenerateCommand(console)));
    CommandLine index = new CommandLine(new IndexCommand());
    index.addSubcommand(new CommandLine(new IndexBuildCommand(console)));
    index.addSubcommand(new CommandLine(new IndexSearchCommand(console)));
    index.addSubcommand(new CommandLine(new IndexEvalCommand(console)));
    commands.addSubcommand(index);
    CommandLine reproduce = new CommandLine(new ReproduceCommand());
    reproduce.addSubcommand(new CommandLine(new ReproduceKdd17Command(console)));
    reproduce.addSubcommand(new CommandLine(new ReproduceHashednetsCommand(console)));
    reproduce.addSubcommand(new CommandLine(new ReproduceAutoencoderCommand(console)));
    reproduce.addSubcommand(new CommandLine(new ReproduceSlideCommand(console)));
    CommandLine deep = new CommandLine(new DeepCommand());
    deep.addSubcommand(new CommandLine(new DeepTrainCommand(console)));
    deep.addSubcommand(new CommandLine(new DeepTestCommand(console)));
    deep.addSubcommand(new CommandLine(new DeepPredictCommand(console)));
    commands.addSubcommand(deep);
    commands.addSubcommand(reproduce);
    commands.addSubcommand(
        new CommandLine(
            new DemoCommand(
                console.in(),
                console.out(),
                console.err(),
                console.inputTerminal() && console.errorTerminal(),
                console.outputColumns(),
                Version.number())));
    commands.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    commands.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    commands.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    commands.setUsageHelpWidth(Math.clamp(console.columns(), 80, 100));
    commands.setUsageHelpLongOptionsMaxWidth(26);
    Stream.of(commands, index, inspect, deep, reproduce)
        .flatMap(command -> command.getSubcommands().values().stream())
        .forEach(
            command ->
                command
                    .getCommandSpec()
                    .usageMessage()
                    .parameterListHeading("%n")
                    .optionListHeading("%nOptions:%n"));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setAbbreviatedOptionsAllowed(false);
    return commands;
  }
}
