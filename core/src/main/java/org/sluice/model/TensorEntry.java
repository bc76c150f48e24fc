package org.sluice.model;

/**
 * Where a tensor lies in a safetensors file.
 *
 * @param name its name
 * @param dtype type of its values
 * @param shape its dimensions, each at least 0
 * @param from first byte, counted from the end of the header
 * @param to byte after the last
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record TensorEntry(String name, Dtype dtype, long[] shape, long from, long to) {
  /** Number of values. */
  long values() {
    return (to - from) / dtype.bytes();
  }
}
