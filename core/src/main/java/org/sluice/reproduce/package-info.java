/**
 * Published experiments: which runs they are made of at a given size, what a run measured, and the
 * table and the page that show it beside the paper's figures.
 */
package org.sluice.reproduce;
