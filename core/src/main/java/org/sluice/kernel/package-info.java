/**
 * The only place with SIMD: dense arithmetic on blocks of floats. {@link org.sluice.kernel.Kernels}
 * checks and delegates; plain loops are the specification, and what runs where there is no vector
 * module.
 */
package org.sluice.kernel;
