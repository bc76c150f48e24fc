/**
 * Nearest training rows as a witness: the labels of the rows most like a query speak for a label.
 */
package org.sluice.neighbour;
