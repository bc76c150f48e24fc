/**
 * A loaded model answers: text or features in, labels with probabilities out. The network proposes
 * labels, rankers decide among them; a model without rankers scores all labels.
 */
package org.sluice.predict;
