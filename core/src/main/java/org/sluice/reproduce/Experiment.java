package org.sluice.reproduce;

import java.util.List;

/**
 * A published experiment at a given size.
 *
 * @param name as the command line knows it
 * @param title what it is about
 * @param paper where it was published
 * @param runs what is to be run, what matters most first
 * @param leftOut what the full experiment has and this size has not, one sentence each
 * @param claims the paper's figures
 * @param columns of the table
 * @param charts of the page
 */
public record Experiment(
    String name,
    String title,
    String paper,
    List<PlannedRun> runs,
    List<String> leftOut,
    List<Claim> claims,
    List<Column> columns,
    List<Chart> charts) {
  public Experiment {
    runs = List.copyOf(runs);
    leftOut = List.copyOf(leftOut);
    claims = List.copyOf(claims);
    columns = List.copyOf(columns);
    charts = List.copyOf(charts);
  }
}
