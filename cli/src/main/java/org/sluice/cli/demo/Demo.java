package org.sluice.cli.demo;

import java.util.List;
import java.util.Map;
import org.sluice.predict.Prediction;

/**
 * A model of the JDK's members, ready to answer.
 *
 * @param finder the model; closed with the demo
 * @param docs first sentence of each label
 * @param facts what it was made of
 */
record Demo(Finder finder, Map<String, String> docs, Facts facts) implements AutoCloseable {
  /**
   * What a model was made of.
   *
   * @param members documented members that examples were made of, overloads counted one by one
   * @param examples training examples
   * @param accuracy on held-out sentences
   */
  record Facts(int members, int examples, Accuracy accuracy) {}

  /**
   * One answer.
   *
   * @param query what was asked
   * @param label full name of the member
   * @param score probability that the model gives it
   * @param doc first sentence of its documentation
   */
  record Answer(String query, String label, double score, String doc) {}

  /** The k best answers; none where no word of the query is known. */
  List<Answer> ask(String query, int k) {
    return finder.find(Terms.of(query), k).stream().map(p -> answer(query, p)).toList();
  }

  private Answer answer(String query, Prediction p) {
    return new Answer(query, p.name(), p.score(), docs.getOrDefault(p.name(), ""));
  }

  @Override
  public void close() {
    finder.close();
  }
}
