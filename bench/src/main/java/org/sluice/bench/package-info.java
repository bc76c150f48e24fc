/** How fast the engine is: JMH benchmarks of its kernels and hash functions. */
package org.sluice.bench;
