package org.sluice.memory;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Zeroed anonymous memory on 2 MiB pages: {@code mmap} and {@code madvise(MADV_HUGEPAGE)}. Random
 * rows out of gigabytes otherwise wait for address translation as long as for memory. Linux on
 * x86-64 and AArch64, whose constants these are; elsewhere, and where anything at all goes wrong,
 * there is no block and the caller takes ordinary memory.
 */
@SuppressWarnings("restricted") // native calls are what this class is for
public final class HugePages {
  /** Bytes of a huge page, and the alignment of a block. */
  static final long PAGE = 2L << 20;

  private static final int PROT_READ_WRITE = 1 | 2;
  private static final int MAP_PRIVATE_ANONYMOUS = 2 | 0x20;
  private static final int MADV_HUGEPAGE = 14;
  private static final Path SETTING = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final System.Logger LOG = System.getLogger(HugePages.class.getPackageName());

  /** A block of at least the bytes asked for, and whether the kernel took the advice. */
  record Block(MemorySegment segment, boolean huge) {}

  /** The three calls; looked up only on systems that have them. */
  private static final class Calls {
    private static final Linker LINKER = Linker.nativeLinker();

    static final MethodHandle MMAP =
        find(
            "mmap",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG));
    static final MethodHandle MADVISE =
        find(
            "madvise",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    static final MethodHandle MUNMAP =
        find(
            "munmap",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

    private static MethodHandle find(String name, FunctionDescriptor type) {
      return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
    }
  }

  private HugePages() {}

  /** A block that lives as long as the arena, or null where there is none to be had. */
  static Block map(long bytes, Arena arena) {
    if (!supported()) {
      return null;
    }
    try {
      long size = Math.addExact(bytes, PAGE); // room to align
      long base =
          (long) Calls.MMAP.invokeExact(0L, size, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
      if (base == -1) {
        LOG.log(Level.DEBUG, "mmap of {0} bytes failed; taking ordinary memory", size);
        return null;
      }
      MemorySegment all =
          MemorySegment.ofAddress(base).reinterpret(size, arena, ignored -> unmap(base, size));
      long aligned = Math.ceilDiv(base, PAGE) * PAGE;
      MemorySegment segment = all.asSlice(aligned - base, bytes);
      int refused = (int) Calls.MADVISE.invokeExact(aligned, bytes, MADV_HUGEPAGE);
      return new Block(segment, refused == 0 && !switchedOff());
    } catch (Throwable e) { // linkage, access and arithmetic alike end in ordinary memory
      LOG.log(Level.DEBUG, "no memory by mmap; taking ordinary memory", e);
      return null;
    }
  }

  /** Zeroed memory, huge pages or not, that lives as long as somebody refers to it. */
  public static MemorySegment allocate(long bytes) {
    Block block = bytes < PAGE ? null : map(bytes, Arena.ofAuto());
    return block == null ? Arena.ofAuto().allocate(bytes, 64) : block.segment();
  }

  private static boolean supported() {
    String machine = System.getProperty("os.arch", "");
    if (!System.getProperty("os.name", "").equals("Linux")
        || !(machine.equals("amd64") || machine.equals("aarch64"))) {
      return false;
    }
    Module module = HugePages.class.getModule();
    if (!module.isNativeAccessEnabled()) { // the JVM would print a warning of its own
      LOG.log(
          Level.DEBUG,
          "ordinary pages; start Java with --enable-native-access={0} for huge ones",
          module.isNamed() ? module.getName() : "ALL-UNNAMED");
      return false;
    }
    return true;
  }

  /** The kernel says yes to the advice even where its administrator switched huge pages off. */
  private static boolean switchedOff() {
    try {
      return Files.readString(SETTING).contains("[never]");
    } catch (IOException e) {
      return false; // not to be seen, say in a container; the kernel's answer stands
    }
  }

  private static void unmap(long base, long size) {
    try {
      int failed = (int) Calls.MUNMAP.invokeExact(base, size);
      if (failed != 0) {
        LOG.log(Level.WARNING, "munmap of {0} bytes failed", size);
      }
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "munmap failed", e);
    }
  }
}
