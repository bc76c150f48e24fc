package org.sluice.cli.demo;

import java.util.List;

/**
 * The words of a documentation comment: plain sentences without markup, each ending as its author
 * ended it.
 *
 * @param sentences sentences of the description, the first one first; empty where the comment has
 *     none of its own
 * @param parameters descriptions of the parameters and type parameters, without their names
 * @param returns description of the result, or an empty string
 * @param deprecated whether the comment has a {@code @deprecated} tag
 */
public record Javadoc(
    List<String> sentences, List<String> parameters, String returns, boolean deprecated) {
  public Javadoc {
    sentences = List.copyOf(sentences);
    parameters = List.copyOf(parameters);
  }

  /** First sentence of the description, or an empty string. */
  String firstSentence() {
    return sentences.isEmpty() ? "" : sentences.getFirst();
  }
}
