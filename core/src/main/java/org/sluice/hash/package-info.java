/**
 * Hash families: a vector becomes L codes, and vectors that are alike get equal codes more often.
 */
package org.sluice.hash;
