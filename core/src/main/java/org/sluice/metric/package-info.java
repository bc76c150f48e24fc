/** How well ranked label lists agree with the true label sets of rows. */
package org.sluice.metric;
