package org.sluice.kernel;

import static org.sluice.kernel.Lanes.S;
import static org.sluice.kernel.Lanes.V;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** Optimiser steps of one row outside the heap. Roots and divisions set the pace. */
final class VectorSteps {
  private static final ScalarKernels TAIL = new ScalarKernels();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private VectorSteps() {}

  static void adam(
      MemorySegment w,
      long wBytes,
      MemorySegment m,
      long mBytes,
      MemorySegment v,
      long vBytes,
      float[] gradient,
      int go,
      float scale,
      float rate,
      float beta1,
      float beta2,
      float epsilon,
      int n) {
    FloatVector beta1s = FloatVector.broadcast(S, beta1);
    FloatVector beta2s = FloatVector.broadcast(S, beta2);
    FloatVector rest1 = FloatVector.broadcast(S, (1 - beta1) * scale);
    FloatVector rest2 = FloatVector.broadcast(S, (1 - beta2) * scale * scale);
    int j = 0;
    for (; j <= n - V; j += V) {
      long at = 4L * j;
      FloatVector g = FloatVector.fromArray(S, gradient, go + j);
      FloatVector first = FloatVector.fromMemorySegment(S, m, mBytes + at, ORDER);
      FloatVector second = FloatVector.fromMemorySegment(S, v, vBytes + at, ORDER);
      FloatVector old = FloatVector.fromMemorySegment(S, w, wBytes + at, ORDER);
      first = first.fma(beta1s, g.mul(rest1));
      second = second.fma(beta2s, g.mul(g).mul(rest2));
      first.intoMemorySegment(m, mBytes + at, ORDER);
      second.intoMemorySegment(v, vBytes + at, ORDER);
      old.sub(first.mul(rate).div(second.sqrt().add(epsilon)))
          .intoMemorySegment(w, wBytes + at, ORDER);
    }
    long at = 4L * j;
    TAIL.adam(
        w,
        wBytes + at,
        m,
        mBytes + at,
        v,
        vBytes + at,
        gradient,
        go + j,
        scale,
        rate,
        beta1,
        beta2,
        epsilon,
        n - j);
  }

  static void adagrad(
      MemorySegment w,
      long wBytes,
      MemorySegment s,
      long sBytes,
      float[] gradient,
      int go,
      float scale,
      float rate,
      float epsilon,
      int n) {
    int j = 0;
    for (; j <= n - V; j += V) {
      long at = 4L * j;
      FloatVector g = FloatVector.fromArray(S, gradient, go + j).mul(scale);
      FloatVector squares = FloatVector.fromMemorySegment(S, s, sBytes + at, ORDER);
      FloatVector old = FloatVector.fromMemorySegment(S, w, wBytes + at, ORDER);
      squares = g.fma(g, squares);
      squares.intoMemorySegment(s, sBytes + at, ORDER);
      old.sub(g.mul(rate).div(squares.sqrt().add(epsilon)))
          .intoMemorySegment(w, wBytes + at, ORDER);
    }
    long at = 4L * j;
    TAIL.adagrad(w, wBytes + at, s, sBytes + at, gradient, go + j, scale, rate, epsilon, n - j);
  }
}
