/** Hash families: a vector becomes L codes. */
package org.sluice.hash;
