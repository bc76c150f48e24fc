/**
 * How well hashing finds the labels that answer most strongly: active sets of every hash family,
 * and of other ways of choosing, against the exact order of an output layer or a hidden one, when
 * trained or over the course of training.
 */
package org.sluice.inspect;
