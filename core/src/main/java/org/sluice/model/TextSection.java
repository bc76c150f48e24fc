package org.sluice.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sluice.config.ConfigFields;
import org.sluice.text.Vectorizer;
import org.sluice.text.VectorizerConfig;

/**
 * A vectoriser without its vocabulary, as the manifest has it.
 *
 * @param config how text becomes features
 * @param documents texts that it was fitted on
 */
record TextSection(VectorizerConfig config, int documents) {
  private static final String DOCUMENTS = "documents";

  static TextSection of(Vectorizer vectorizer) {
    return new TextSection(vectorizer.config(), vectorizer.documents());
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = ConfigFields.toMap(config);
    fields.put(DOCUMENTS, documents);
    return fields;
  }

  static TextSection read(Section section) throws ModelFormatException {
    int documents = (int) section.whole(DOCUMENTS, 0, Integer.MAX_VALUE);
    Map<String, Object> fields = new LinkedHashMap<>(section.strings());
    fields.remove(DOCUMENTS);
    try {
      return new TextSection(ConfigFields.with(VectorizerConfig.defaults(), fields), documents);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(section.file(), section.name() + ": " + e.getMessage(), e);
    }
  }
}
