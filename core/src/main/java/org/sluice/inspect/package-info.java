/**
 * How well hashing finds the labels that answer most strongly: active sets of every hash family,
 * and of other ways of choosing, against the exact order of a trained output layer.
 */
package org.sluice.inspect;
