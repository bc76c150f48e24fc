/**
 * The demo: the running JDK's own source archive becomes a training set of descriptions, labelled
 * with the members that they describe, and a model trained on it finds members by description.
 */
package org.sluice.cli.demo;
