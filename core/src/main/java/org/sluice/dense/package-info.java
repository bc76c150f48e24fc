/**
 * Dense rows with one class each: images and tables of numbers, from files or made as asked for.
 */
package org.sluice.dense;
