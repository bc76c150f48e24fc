package org.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice reproduce}: published experiments. */
@Command(
    name = "reproduce",
    description = {
      "Run published experiments and show the papers' figures beside ours.",
      "",
      "'sluice reproduce COMMAND --help' explains a command."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice reproduce kdd17 --sets rectangles --budget quick --methods dense",
      "  sluice reproduce kdd17 --data images --budget 2s -o results --json"
    })
final class ReproduceCommand implements Runnable {
  @Mixin StandardOptions standard;

  @Spec CommandSpec spec;

  @Override
  public void run() {
    String names = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: " + names.replaceFirst(", ([\\w-]+)$", " or $1"));
  }
}
