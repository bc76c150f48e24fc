/** Off-heap matrices of rows on huge pages where the system gives them. */
package org.sluice.memory;
