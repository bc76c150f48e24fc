/**
 * Networks of several hidden layers that compute and change, for each example, only the weights
 * between its active units.
 */
package org.sluice.deep;
