/** What a dense network costs in a library from Maven Central, DJL with PyTorch. */
package org.sluice.bench.djl;
