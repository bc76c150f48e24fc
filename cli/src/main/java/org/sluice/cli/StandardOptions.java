package org.sluice.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
final class StandardOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
