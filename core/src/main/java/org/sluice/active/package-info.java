/**
 * Which units of a hidden layer are active for an example: all, random ones, the strongest, or
 * those that hashing proposes.
 */
package org.sluice.active;
