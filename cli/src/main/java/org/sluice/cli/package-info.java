/** The command line: words in, one engine call, words or JSON out, every error in one line. */
package org.sluice.cli;
