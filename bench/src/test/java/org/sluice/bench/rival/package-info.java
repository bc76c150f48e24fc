/** Tests of the comparison with another program. */
package org.sluice.bench.rival;
