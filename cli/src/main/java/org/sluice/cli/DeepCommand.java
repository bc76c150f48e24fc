package org.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice deep}: deep networks over images and tables of numbers. */
@Command(
    name = "deep",
    description = {
      "Train and ask deep networks over images and tables that compute few of their units.",
      "",
      "'sluice deep COMMAND --help' explains a command."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice deep train images/mnist -o deep-model --epochs 2 --units 100",
      "  sluice deep test deep-model images/mnist",
      "  sluice deep predict deep-model images/mnist"
    })
final class DeepCommand implements Runnable {
  @Mixin StandardOptions standard;

  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: train, test or predict");
  }
}
