/**
 * What a trained model is, and its folder on disk: a JSON manifest with provenance, safetensors for
 * the numbers, dictionaries as text. {@code docs/formats.md} describes the folder.
 */
package org.sluice.model;
