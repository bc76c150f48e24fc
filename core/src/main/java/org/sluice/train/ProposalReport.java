package org.sluice.train;

import org.sluice.retrieve.RecallReport;

/**
 * What was found of the labels that the network scores highest, and at which cost.
 *
 * @param seconds building the lists and asking them for every training row took
 * @param epochSeconds an epoch of the network took on average, 0 where there was none
 * @param mining recall of the lists read for a training row, on rows kept aside
 * @param answering recall of the lists read for an answer, on the same rows
 */
public record ProposalReport(
    double seconds, double epochSeconds, RecallReport mining, RecallReport answering) {}
