package org.sluice.reproduce;

import java.util.Optional;
import java.util.function.Function;

/**
 * A figure of a paper, and ours for it.
 *
 * @param text what is claimed
 * @param where the paper and the place in it
 * @param figure the paper's figure, in its words
 * @param ours the same from our results, empty where they do not say
 */
public record Claim(
    String text, String where, String figure, Function<Results, Optional<String>> ours) {}
