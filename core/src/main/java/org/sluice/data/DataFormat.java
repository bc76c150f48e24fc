package org.sluice.data;

/** Formats of data files. Lines end in LF or CRLF; text is UTF-8, with or without a mark. */
public enum DataFormat {
  /** Found out from the first lines. */
  AUTO,
  /**
   * Extreme classification text: a header {@code rows features labels}, then lines {@code
   * label,label feature:value feature:value}, all ids from 0. A line may lack labels, features or
   * both.
   */
  XMC,
  /**
   * Lines {@code label,label<TAB>text}: labels are names or, with a labels file, ids. Further tabs
   * belong to the text. Empty lines do not count.
   */
  TSV,
  /**
   * Lines {@code label,label index:value index:value} without header; labels are names. Indices
   * count from 1 unless an index 0 occurs somewhere in the file or the caller says otherwise.
   */
  LIBSVM,
  /**
   * One JSON object a line: {@code {"text": "...", "labels": ["a", "b"]}} or {@code {"features":
   * {"12": 0.5}, "labels": [7]}}, features also as {@code [[12, 0.5]]}, indices from 0. Other keys
   * are ignored, empty lines do not count.
   */
  JSONL,
  /** One text a line, without labels, such as questions to predict from. Never found by AUTO. */
  TEXT
}
