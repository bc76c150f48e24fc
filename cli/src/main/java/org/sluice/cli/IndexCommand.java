package org.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice index}: search among vectors of any origin. */
@Command(
    name = "index",
    description = {
      "Build, search and measure an index over vectors from .npy, .fvecs or .safetensors files.",
      "",
      "'sluice index COMMAND --help' explains a command."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice index build vectors.npy -o vectors.index",
      "  sluice index search vectors.index --queries queries.npy",
      "  sluice index eval vectors.index --queries queries.npy"
    })
final class IndexCommand implements Runnable {
  @Mixin StandardOptions standard;

  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: build, search or eval");
  }
}
