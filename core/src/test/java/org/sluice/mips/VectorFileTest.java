package org.sluice.mips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {
  private static final float[][] ROWS = {{1, -2.5f, 3}, {0, 1e-30f, 7}};

  @TempDir Path folder;

  private static byte[] join(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      switch (part) {
        case String s -> out.writeBytes(s.getBytes(StandardCharsets.ISO_8859_1));
        case Integer i -> out.write(buffer.putInt(i).array(), 0, 4);
        case Long l -> out.write(buffer.putLong(l).array(), 0, 8);
        case Character c -> out.write(buffer.putChar(c).array(), 0, 2);
        case float[] row -> {
          for (float value : row) {
            out.write(buffer.clear().putFloat(value).array(), 0, 4);
          }
        }
        default -> throw new AssertionError(part);
      }
    }
    return out.toByteArray();
  }

  private static byte[] npy(String header) {
    return join("\u0093NUMPY\1\0", (char) header.length(), header, ROWS[0], ROWS[1]);
  }

  private static byte[] safetensors(String header) {
    return join((long) header.length(), header, ROWS[0], ROWS[1]);
  }

  private static final String NPY =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }  \n";
  private static final String TENSOR =
      "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}}";

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  @Test
  void allFormatsGiveTheirVectors() throws IOException {
    for (Path file :
        new Path[] {
          file("a.npy", npy(NPY)),
          file("a.fvecs", join(3, ROWS[0], 3, ROWS[1])),
          file("a.safetensors", safetensors(TENSOR))
        }) {
      try (VectorFile vectors = VectorFile.open(file, null)) {
        assertThat(vectors.rows()).isEqualTo(2);
        assertThat(vectors.dimension()).isEqualTo(3);
        float[] target = new float[8];
        vectors.copy(1, target, 2);
        assertThat(Arrays.copyOfRange(target, 2, 5)).isEqualTo(ROWS[1]);
        vectors.copy(0, target, 0);
        assertThat(Arrays.copyOf(target, 3)).isEqualTo(ROWS[0]);
        assertThatThrownBy(() -> vectors.copy(2, target, 0))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  private void refused(String name, byte[] bytes, String tensor, String message)
      throws IOException {
    Path file = file(name, bytes);
    assertThatThrownBy(() -> VectorFile.open(file, tensor))
        .isInstanceOf(MipsFormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void wrongFilesAreNamed() throws IOException {
    refused("b.txt", new byte[0], null, "must end in .npy, .fvecs or .safetensors");
    refused("b.npy", new byte[3], null, "must have at least 12 bytes: 3");
    refused("b.npy", new byte[30], null, "must begin with the bytes of the npy format");
    refused("b.npy", npy(NPY.replace("<f4", "<f8")), null, "descr must be '<f4'");
    refused("b.npy", npy(NPY.replace("False", "True")), null, "fortran_order must be False");
    refused("b.npy", npy(NPY.replace("(2, 3)", "(6,)")), null, "shape must have two dimensions");
    refused("b.npy", npy(NPY.replace("(2, 3)", "(3, 3)")), null, "values must be 36 bytes: 24");
    refused("b.npy", npy(NPY.replace("(2, 3)", "(0, 3)")), null, "1 to 2147483639 vectors: 0");
    refused("b.npy", Arrays.copyOf(npy(NPY), 20), null, "header must end within the file");
    refused("b.npy", npy(NPY), "w", "only safetensors files have tensors: w");
    refused("b.fvecs", new byte[3], null, "must have at least 4 bytes: 3");
    refused("b.fvecs", join(0, ROWS[0]), null, "vectors of 0 values");
    refused("b.fvecs", join(3, ROWS[0], 3), null, "vectors of 3 values like the first: 20 bytes");
    refused("b.fvecs", join(3, ROWS[0], 2, ROWS[1]), null, "vector 1 must have 3 values");
    refused("b.safetensors", safetensors(TENSOR), "x", "tensor x is missing; there are w");
    refused("b.safetensors", safetensors("{}"), null, "a tensor must be named");
    refused("b.safetensors", safetensors("{"), null, "header: ");
    refused("b.safetensors", join(-1L), null, "header must end within the file");
    refused("b.safetensors", join(1L << 40), null, "header must end within the file");
    refused("b.safetensors", safetensors(TENSOR.replace("F32", "F16")), null, "must be F32: F16");
    refused("b.safetensors", safetensors(TENSOR.replace("2,3", "6")), null, "must be two numbers");
    refused("b.safetensors", safetensors(TENSOR.replace("0,24", "4,28")), null, "within 24");
    refused("b.safetensors", safetensors(TENSOR.replace("2,3", "2,4")), null, "must span 32");
  }
}
