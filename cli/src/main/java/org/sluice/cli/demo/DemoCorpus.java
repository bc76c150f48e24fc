package org.sluice.cli.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Examples to train and test on, made from documented members.
 *
 * <p>Each member gives: its name as words with the words of its type; the same with its package;
 * its first sentences as a person would ask ("read" for "Reads"); name and first sentence together;
 * name with what goes in and comes out; name with further sentences. A sentence that many members
 * share teaches nothing alone, so there it only appears together with the name.
 *
 * @param train examples to learn from
 * @param heldOut first sentences that are in no training example, of members that have others
 * @param docs first sentence of each label in {@code train}
 * @param members number of documented members that went in, overloads counted one by one
 */
record DemoCorpus(
    List<Example> train, List<Example> heldOut, Map<String, String> docs, int members) {
  /** One label in this many gives a held-out sentence. */
  private static final int HELD_OUT_EVERY = 25;

  /** A sentence shared by more labels than this is no example by itself. */
  private static final int SHARED_BY_FEW = 3;

  private static final int FURTHER_SENTENCES_CORE = 4;
  private static final int FURTHER_SENTENCES = 2;

  /** Further examples with some of the words of name and first sentence: people leave words out. */
  private static final int THINNED_CORE = 3;

  private static final int THINNED = 1;

  /** Chance of a word to stay in such an example. */
  private static final double KEPT = 0.5;

  /** Members with more overloads than fit in this many examples have said enough. */
  private static final int MAX_TEXTS = 40;

  /** Shorter further sentences are headings and expressions. */
  private static final int MIN_WORDS = 4;

  /** Longer sentences are cut: what matters is said early. */
  private static final int MAX_CHARS = 300;

  /**
   * Builds the corpus; deterministic in members and seed.
   *
   * @param members members in any order; those without sentences of their own and those that nobody
   *     asks for are left out
   * @param seed chooses the held-out sentences
   */
  static DemoCorpus of(List<Member> members, long seed) {
    Map<String, List<Member>> labels = new LinkedHashMap<>();
    int used = 0;
    for (Member member : members) {
      if (!member.doc().sentences().isEmpty() && Prominence.of(member) != Prominence.HIDDEN) {
        labels.computeIfAbsent(member.label(), l -> new ArrayList<>()).add(member);
        used++;
      }
    }
    Map<String, Set<String>> owners = sentenceOwners(labels);
    List<Example> train = new ArrayList<>();
    List<Example> heldOut = new ArrayList<>();
    Map<String, String> docs = new LinkedHashMap<>();
    for (Map.Entry<String, List<Member>> entry : labels.entrySet()) {
      String label = entry.getKey();
      List<Member> overloads = entry.getValue();
      docs.put(label, docOf(overloads));
      String held = "";
      if (Math.floorMod(mix(label.hashCode() + seed), HELD_OUT_EVERY) == 0) {
        held = heldOutSentence(overloads, owners);
        if (!held.isEmpty()) {
          heldOut.add(new Example(label, held));
        }
      }
      SplittableRandom random = new SplittableRandom(mix(label.hashCode() ^ seed));
      Set<String> texts = texts(label, overloads, owners, Words.key(held), random);
      texts.forEach(text -> train.add(new Example(label, text)));
    }
    return new DemoCorpus(List.copyOf(train), List.copyOf(heldOut), docs, used);
  }

  private static Set<String> texts(
      String label,
      List<Member> overloads,
      Map<String, Set<String>> owners,
      String held,
      SplittableRandom random) {
    Member first = overloads.getFirst();
    boolean core = Prominence.of(label) == Prominence.CORE;
    String name = name(first);
    Set<String> texts = new LinkedHashSet<>();
    texts.add(name);
    if (core) {
      texts.add(Words.ofIdentifier(Prominence.packageOf(label)) + " " + name);
    }
    Set<String> seen = new HashSet<>(Set.of(held));
    for (Member member : overloads) {
      if (texts.size() > MAX_TEXTS) {
        break;
      }
      Javadoc doc = member.doc();
      String sentence = cut(doc.firstSentence());
      if (seen.add(Words.key(doc.firstSentence()))) {
        if (owners.get(Words.key(doc.firstSentence())).size() <= SHARED_BY_FEW) {
          texts.add(Words.imperative(sentence));
        }
        texts.add(name + ": " + sentence);
        for (int i = core ? THINNED_CORE : THINNED; i > 0; i--) {
          texts.add(Words.thinned(name + " " + Words.imperative(sentence), KEPT, random));
        }
      }
      String inAndOut = String.join("; ", doc.parameters()) + "; " + doc.returns();
      if (seen.add(Words.key(inAndOut)) && inAndOut.length() > 2) {
        texts.add(name + ": " + cut(inAndOut));
      }
      int further = core ? FURTHER_SENTENCES_CORE : FURTHER_SENTENCES;
      for (String more : doc.sentences().subList(1, doc.sentences().size())) {
        String key = Words.key(more);
        if (key.split(" ").length < MIN_WORDS) {
          continue;
        }
        if (further > 0 && owners.get(key).size() <= SHARED_BY_FEW && seen.add(key)) {
          texts.add(further % 2 == 0 ? cut(more) : name + ": " + cut(more));
          further--;
        }
      }
    }
    return texts;
  }

  /** Words of the member and of the type around it. */
  private static String name(Member member) {
    String simple = Words.ofIdentifier(member.simpleName());
    String owner = member.owner();
    boolean nested = Character.isUpperCase(owner.charAt(owner.lastIndexOf('.') + 1));
    return nested
        ? simple + " " + Words.ofIdentifier(owner.substring(owner.lastIndexOf('.') + 1))
        : simple;
  }

  /** Which labels use each sentence. */
  private static Map<String, Set<String>> sentenceOwners(Map<String, List<Member>> labels) {
    Map<String, Set<String>> owners = new HashMap<>();
    labels.forEach(
        (label, overloads) -> {
          for (Member member : overloads) {
            for (String sentence : member.doc().sentences()) {
              owners.computeIfAbsent(Words.key(sentence), s -> new HashSet<>(2)).add(label);
            }
          }
        });
    return owners;
  }

  /** A first sentence that nothing else uses, of a member that has more to learn from. */
  private static String heldOutSentence(List<Member> overloads, Map<String, Set<String>> owners) {
    for (Member member : overloads) {
      Javadoc doc = member.doc();
      boolean unique = owners.get(Words.key(doc.firstSentence())).size() == 1;
      boolean more =
          doc.sentences().size() > 1 || !doc.parameters().isEmpty() || !doc.returns().isEmpty();
      if (unique && more) {
        return doc.firstSentence();
      }
    }
    return "";
  }

  /** What to show of a label: a type's own sentence before its constructors'. */
  private static String docOf(List<Member> overloads) {
    return overloads.stream()
        .min(Comparator.comparing(Member::kind))
        .orElseThrow()
        .doc()
        .firstSentence();
  }

  private static String cut(String text) {
    if (text.length() <= MAX_CHARS) {
      return text;
    }
    int space = text.lastIndexOf(' ', MAX_CHARS);
    return text.substring(0, space > 0 ? space : MAX_CHARS);
  }

  private static long mix(long bits) {
    long z = bits * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 32)) * 0xBF58476D1CE4E5B9L;
    return z ^ (z >>> 29);
  }
}
