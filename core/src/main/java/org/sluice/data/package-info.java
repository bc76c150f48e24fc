/**
 * Files become rows with labels: readers that name file, line and rule of every fault, label
 * dictionaries, splits, and writers of the extreme classification format.
 */
package org.sluice.data;
