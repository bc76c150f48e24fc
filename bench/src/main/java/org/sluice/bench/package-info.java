/**
 * How fast the engine is: JMH benchmarks of its kernels and hash functions, and a comparison of its
 * index with those of other libraries.
 */
package org.sluice.bench;
