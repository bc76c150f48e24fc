package org.sluice.cli.demo;

/**
 * A text and the member that it describes.
 *
 * @param label full name of the member
 * @param text description
 */
public record Example(String label, String text) {}
