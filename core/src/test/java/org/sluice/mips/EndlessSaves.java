package org.sluice.mips;

import java.io.IOException;
import java.nio.file.Path;

/** A process that saves an index until it is killed. */
public final class EndlessSaves {
  private EndlessSaves() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    MipsIndex index = MipsIndex.load(file);
    index.save(file);
    System.out.println("saving");
    while (true) {
      index.save(file);
    }
  }
}
