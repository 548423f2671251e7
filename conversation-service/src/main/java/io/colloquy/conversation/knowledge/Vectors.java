package io.colloquy.conversation.knowledge;

import java.nio.ByteBuffer;

/** Vectors of length 1. */
final class Vectors {

  /** 0 for the same direction, 1 for none in common, 2 for the opposite. */
  static double cosineDistance(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " numbers beside " + b.length);
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return 1 - sum;
  }

  static float[] ofLengthOne(float[] vector) {
    double sum = 0;
    for (float number : vector) {
      sum += number * number;
    }
    var scale = sum == 0 ? 0 : 1 / Math.sqrt(sum);
    var scaled = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      scaled[i] = (float) (vector[i] * scale);
    }
    return scaled;
  }

  static byte[] bytes(float[] vector) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  static float[] of(byte[] bytes) {
    var vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
    return vector;
  }

  private Vectors() {}
}
