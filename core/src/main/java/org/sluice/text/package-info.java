/** Text becomes sparse rows: words, n-grams, TF-IDF, fitted on training text only. */
package org.sluice.text;
