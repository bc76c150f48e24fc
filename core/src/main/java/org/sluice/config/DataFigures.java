package org.sluice.config;

/**
 * What defaults are chosen from.
 *
 * @param rows training rows, at least 0
 * @param features distinct features
 * @param labels distinct labels
 * @param featuresPerRow mean number of features a row
 * @param labelsPerRow mean number of labels a row
 * @param text whether rows are raw text
 */
public record DataFigures(
    int rows, int features, int labels, double featuresPerRow, double labelsPerRow, boolean text) {}
