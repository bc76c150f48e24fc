/**
 * The best labels of a dense query without scoring them all: training queries are clustered, each
 * cluster keeps the labels that its mean wants most, and a query scores the lists of the clusters
 * nearest to it.
 */
package org.sluice.retrieve;
