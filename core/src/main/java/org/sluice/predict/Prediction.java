package org.sluice.predict;

/**
 * One answer.
 *
 * @param label id of the label
 * @param name its name
 * @param score probability that the model gives it, from 0 to 1; with a softmax over all labels the
 *     scores of all labels add up to 1
 */
public record Prediction(int label, String name, float score) {}
