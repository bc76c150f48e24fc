package org.sluice.bench;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.sluice.index.VectorSource;
import org.sluice.mips.Metric;

/** JVector's graph in memory: degree 32, beam 100, overflow 1.2, alpha 1.2, with hierarchy. */
final class JVectorEngine implements VectorEngine {
  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private ListRandomAccessVectorValues values;
  private VectorSimilarityFunction similarity;
  private ImmutableGraphIndex graph;
  private GraphSearcher searcher;

  @Override
  public String name() {
    return "JVector 4.0.2";
  }

  @Override
  public void build(VectorSource vectors, Metric metric) throws IOException {
    similarity =
        switch (metric) {
          case INNER_PRODUCT -> VectorSimilarityFunction.DOT_PRODUCT;
          case COSINE -> VectorSimilarityFunction.COSINE;
          case EUCLIDEAN -> VectorSimilarityFunction.EUCLIDEAN;
        };
    List<VectorFloat<?>> list = new ArrayList<>(vectors.rows());
    for (int row = 0; row < vectors.rows(); row++) {
      float[] vector = new float[vectors.dimension()];
      vectors.copy(row, vector, 0);
      list.add(TYPES.createFloatVector(vector));
    }
    values = new ListRandomAccessVectorValues(list, vectors.dimension());
    BuildScoreProvider scores = BuildScoreProvider.randomAccessScoreProvider(values, similarity);
    try (ForkJoinPool threads = new ForkJoinPool(2);
        GraphIndexBuilder builder =
            new GraphIndexBuilder(
                scores, values.dimension(), 32, 100, 1.2f, 1.2f, true, true, threads, threads)) {
      graph = builder.build(values);
    }
    searcher = new GraphSearcher(graph);
  }

  @Override
  public long bytes() {
    return graph.ramBytesUsed() + 4L * values.size() * values.dimension();
  }

  @Override
  public int[] efforts() {
    return new int[] {10, 20, 40, 80, 160, 320};
  }

  @Override
  public String effortName(int effort) {
    return "beam " + effort;
  }

  @Override
  public long[] search(float[] query, int k, int effort) {
    VectorFloat<?> vector = TYPES.createFloatVector(query);
    SearchResult result =
        searcher.search(
            DefaultSearchScoreProvider.exact(vector, similarity, values),
            k,
            Math.max(k, effort),
            0,
            0,
            Bits.ALL);
    long[] ids = new long[result.getNodes().length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = result.getNodes()[i].node;
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    searcher.close();
  }
}
