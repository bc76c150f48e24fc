package org.sluice.model;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Types of a tensor's values that we write and read, by their names in the safetensors format. */
enum Dtype {
  /** 32-bit floats; moved as bits, so that none changes. */
  F32(ValueLayout.JAVA_INT_UNALIGNED),
  /** Signed whole numbers of 32 bits. */
  I32(ValueLayout.JAVA_INT_UNALIGNED),
  /** Whole numbers from 0 to 65,535. */
  U16(ValueLayout.JAVA_CHAR_UNALIGNED),
  /** Whole numbers from -128 to 127. */
  I8(ValueLayout.JAVA_BYTE),
  /** Whole numbers from 0 to 255. */
  U8(ValueLayout.JAVA_BYTE);

  private final ValueLayout memory;
  private final ValueLayout stored;

  Dtype(ValueLayout layout) {
    memory = layout;
    stored = layout.withOrder(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes of a value. */
  int bytes() {
    return (int) memory.byteSize();
  }

  /** A value in arrays and matrices. */
  ValueLayout memory() {
    return memory;
  }

  /** A value in files: little-endian, at any address. */
  ValueLayout stored() {
    return stored;
  }

  /** The type of this name, or null. */
  static Dtype named(Object name) {
    for (Dtype type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }
}
