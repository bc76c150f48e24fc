/** A loaded model answers: text or features in, labels with scores out. */
package org.sluice.predict;
