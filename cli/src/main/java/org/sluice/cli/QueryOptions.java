package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.sluice.mips.MipsIndex;
import org.sluice.mips.VectorFile;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An index and the queries to put to it. */
final class QueryOptions {
  @Parameters(paramLabel = "INDEX", description = "File of the index.")
  Path file;

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      required = true,
      description = "Queries: .npy, .fvecs or .safetensors.")
  Path queries;

  @Option(
      names = "--tensor",
      paramLabel = "NAME",
      description = "Tensor of a .safetensors file (default: the only one).")
  String tensor;

  @Option(
      names = {"-k", "--top"},
      paramLabel = "N",
      defaultValue = "10",
      description = "Answers a query (default: 10).")
  int top;

  /** Opens the index, after a look at what was asked for. */
  MipsIndex open(int threads) throws IOException {
    Usage.require(threads >= 1 && threads <= 1024, "--threads", "from 1 to 1024", threads);
    Usage.require(top >= 1 && top <= 100_000, "--top", "from 1 to 100000", top);
    return MipsIndex.open(file);
  }

  /** Opens the queries, which must have the dimension of the index. */
  VectorFile queries(MipsIndex index) throws IOException {
    VectorFile source = VectorFile.open(queries, tensor);
    if (source.dimension() != index.dimension()) {
      int dimension = source.dimension();
      source.close();
      throw new UserException(
          "%s: queries must have the index's dimension %d: %d"
              .formatted(queries, index.dimension(), dimension));
    }
    return source;
  }
}
