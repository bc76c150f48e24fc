/**
 * Searches for settings that serve some data better than the defaults, within a budget: many
 * candidates on few rows, the better ones on more.
 */
package org.sluice.tune;
