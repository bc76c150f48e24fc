/**
 * Side by side with another program: both are trained and asked as processes of their own on the
 * same rows, and judged by the same code.
 */
package org.sluice.bench.rival;
