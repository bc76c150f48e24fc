package org.sluice.kernel;

/** A process of its own that says which kernels it got and that they work. */
public final class KernelProbe {
  private KernelProbe() {}

  public static void main(String[] args) {
    float[] x = {1, 2, 3};
    System.out.println(Kernels.describe() + " " + Kernels.dot(x, 0, x, 0, 3));
  }
}
