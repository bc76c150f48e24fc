/** Numbered tasks on a few threads: the one loop behind everything that is built in parallel. */
package org.sluice.parallel;
