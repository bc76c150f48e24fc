package org.sluice.text;

/** The hash of terms. Models with hashed features depend on it: it must never change. */
final class Hashing {
  private Hashing() {}

  /** FNV-1a over UTF-16 units, its bits then mixed by the finaliser of SplitMix64. */
  static long of(char[] chars, int from, int to) {
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ chars[i]) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
