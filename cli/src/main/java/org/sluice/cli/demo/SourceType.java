package org.sluice.cli.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A type as its source declares it.
 *
 * @param name full name
 * @param parent full name of the class it extends, taken to be of the same package; empty where
 *     none
 * @param visible whether programs can name it
 * @param members its documented members that are public or protected, and itself
 */
record SourceType(String name, String parent, boolean visible, List<Member> members) {

  /**
   * Members of all visible types. What a visible class has from a superclass that programs cannot
   * name counts as its own, as in the published documentation: {@code StringBuilder.reverse} is
   * documented in such a class only.
   */
  static List<Member> members(List<SourceType> types) {
    Map<String, SourceType> hidden = new HashMap<>();
    types.stream().filter(type -> !type.visible).forEach(type -> hidden.put(type.name, type));
    List<Member> members = new ArrayList<>();
    for (SourceType type : types) {
      if (!type.visible) {
        continue;
      }
      members.addAll(type.members);
      Set<String> own = new HashSet<>();
      type.members.stream().filter(SourceType::speaks).forEach(member -> own.add(member.label()));
      Set<String> passed = new HashSet<>();
      SourceType parent = hidden.get(type.parent);
      while (parent != null && passed.add(parent.name)) {
        for (Member member : parent.members) {
          if (member.kind() == Member.Kind.METHOD) {
            String label = type.name + "." + member.simpleName();
            if (!own.contains(label)) {
              members.add(new Member(label, member.kind(), member.doc()));
            }
          }
        }
        parent = hidden.get(parent.parent);
      }
    }
    return members;
  }

  private static boolean speaks(Member member) {
    return !member.doc().sentences().isEmpty();
  }
}
