package org.sluice.kernel;

import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Picks the implementation of the kernels, once: a straight list of reasons, each told with the
 * flag that changes it. Nothing else asks.
 */
final class Providers {
  private static final String PROPERTY = "sluice.kernels";
  private static final String MODULE = "jdk.incubator.vector";

  private Providers() {}

  static KernelProvider choose() {
    System.Logger log = System.getLogger(Providers.class.getPackageName());
    String wish = System.getProperty(PROPERTY, "");
    if (wish.equals("scalar")) {
      log.log(Level.DEBUG, "scalar kernels, as -D{0}=scalar asks", PROPERTY);
      return new ScalarKernels();
    }
    if (!wish.isEmpty() && !wish.equals("vector")) {
      log.log(
          Level.WARNING, "-D{0} must be scalar or vector, not \"{1}\"; ignored", PROPERTY, wish);
    }
    String obstacle = moduleObstacle();
    if (obstacle == null) {
      obstacle = wish.equals("vector") ? null : compilerObstacle();
    }
    if (obstacle == null) {
      obstacle = widthObstacle();
    }
    if (obstacle == null) {
      return new VectorKernels();
    }
    if (wish.equals("vector")) {
      throw new IllegalStateException("-D" + PROPERTY + "=vector: " + obstacle);
    }
    log.log(Level.WARNING, "slow scalar kernels: {0}", obstacle);
    return new ScalarKernels();
  }

  private static String moduleObstacle() {
    Optional<Module> module = ModuleLayer.boot().findModule(MODULE);
    if (module.isPresent() && Providers.class.getModule().canRead(module.get())) {
      return null;
    }
    return "the module " + MODULE + " is not there; start Java with --add-modules " + MODULE;
  }

  /** Without the optimising compiler each vector is an object, slower than a scalar loop. */
  private static String compilerObstacle() {
    String info = System.getProperty("java.vm.info", "");
    if (info.contains("interpreted mode")) {
      return "this JVM only interprets; start Java without -Xint";
    }
    if (info.contains("emulated-client")) {
      return "the optimising compiler is off; start Java without -XX:TieredStopAtLevel";
    }
    return null;
  }

  /** Asked last: it loads the vector classes. */
  private static String widthObstacle() {
    return Lanes.V >= 2 && Lanes.V <= 16 && Integer.bitCount(Lanes.V) == 1
        ? null
        : "registers of " + 32 * Lanes.V + " bits are not provided for; add -XX:MaxVectorSize=64";
  }
}
