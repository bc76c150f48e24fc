/**
 * Search among many vectors for those that answer a query best: {@link org.sluice.mips.MipsIndex}
 * keeps immutable segments and one open end, so that readers never wait for the writer.
 */
package org.sluice.mips;
