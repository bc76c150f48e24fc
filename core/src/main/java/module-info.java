/** The Sluice engine: extreme multi-label learning on CPUs with hashed active sets. */
module org.sluice {
  requires jdk.incubator.vector;

  exports org.sluice.active;
  exports org.sluice.autoencoder;
  exports org.sluice.config;
  exports org.sluice.data;
  exports org.sluice.deep;
  exports org.sluice.dense;
  exports org.sluice.hash;
  exports org.sluice.hashednet;
  exports org.sluice.index;
  exports org.sluice.inspect;
  exports org.sluice.json;
  exports org.sluice.metric;
  exports org.sluice.model;
  exports org.sluice.memory;
  exports org.sluice.mips;
  exports org.sluice.neighbour;
  exports org.sluice.nn;
  exports org.sluice.predict;
  exports org.sluice.rank;
  exports org.sluice.reproduce;
  exports org.sluice.retrieve;
  exports org.sluice.text;
  exports org.sluice.train;
  exports org.sluice.tune;

  uses org.sluice.data.StreamDecoder;
}
