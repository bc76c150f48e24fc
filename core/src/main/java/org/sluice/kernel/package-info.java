/**
 * The only place with SIMD: dense arithmetic on blocks of floats, each with a scalar twin that is
 * its specification.
 */
package org.sluice.kernel;
