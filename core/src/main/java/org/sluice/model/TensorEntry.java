package org.sluice.model;

/**
 * Where a tensor lies in a safetensors file.
 *
 * @param name its name
 * @param shape its dimensions, each at least 0
 * @param from first byte, counted from the end of the header
 * @param to byte after the last
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record TensorEntry(String name, long[] shape, long from, long to) {}
