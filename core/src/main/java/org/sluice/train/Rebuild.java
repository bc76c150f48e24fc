package org.sluice.train;

/**
 * One building of the label tables.
 *
 * @param step batches trained before it
 * @param seconds it took
 */
public record Rebuild(long step, double seconds) {}
