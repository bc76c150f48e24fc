/** The Sluice engine: extreme multi-label learning on CPUs with hashed active sets. */
module org.sluice {
  requires jdk.incubator.vector;

  exports org.sluice.data;
  exports org.sluice.hash;
  exports org.sluice.index;
  exports org.sluice.json;

  uses org.sluice.data.StreamDecoder;
}
