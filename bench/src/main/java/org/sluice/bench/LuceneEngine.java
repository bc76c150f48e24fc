package org.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.MMapDirectory;
import org.sluice.index.VectorSource;
import org.sluice.mips.Metric;

/**
 * Lucene's HNSW graph with its standard settings (16 connections, beam 100), written as one segment
 * by one thread, which is how a segment is written, and read mapped.
 */
final class LuceneEngine implements VectorEngine {
  private static final String FIELD = "v";

  private final Path folder;
  private MMapDirectory directory;
  private DirectoryReader reader;
  private IndexSearcher searcher;

  LuceneEngine() throws IOException {
    folder = Files.createTempDirectory("sluice-lucene");
  }

  @Override
  public String name() {
    return "Lucene 10.6.0 HNSW";
  }

  @Override
  public void build(VectorSource vectors, Metric metric) throws IOException {
    VectorSimilarityFunction similarity =
        switch (metric) {
          case INNER_PRODUCT -> VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT;
          case COSINE -> VectorSimilarityFunction.COSINE;
          case EUCLIDEAN -> VectorSimilarityFunction.EUCLIDEAN;
        };
    directory = new MMapDirectory(folder);
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setMergePolicy(NoMergePolicy.INSTANCE)
            .setMaxBufferedDocs(vectors.rows() + 2)
            .setRAMBufferSizeMB(IndexWriterConfig.DISABLE_AUTO_FLUSH);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int row = 0; row < vectors.rows(); row++) {
        float[] vector = new float[vectors.dimension()];
        vectors.copy(row, vector, 0);
        Document document = new Document();
        document.add(new KnnFloatVectorField(FIELD, vector, similarity));
        writer.addDocument(document);
      }
    }
    reader = DirectoryReader.open(directory);
    searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
  }

  @Override
  public long bytes() throws IOException {
    long sum = 0;
    for (String file : directory.listAll()) {
      sum += directory.fileLength(file);
    }
    return sum;
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
  public long[] search(float[] query, int k, int effort) throws IOException {
    ScoreDoc[] found = searcher.search(new KnnFloatVectorQuery(FIELD, query, effort), k).scoreDocs;
    long[] ids = new long[found.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = found[i].doc; // one segment: documents are numbered as they were added
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
      for (String file : directory.listAll()) {
        directory.deleteFile(file);
      }
      directory.close();
    }
    Files.deleteIfExists(folder);
  }
}
