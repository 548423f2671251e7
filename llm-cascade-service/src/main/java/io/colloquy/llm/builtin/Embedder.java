package io.colloquy.llm.builtin;

/** Turns a sentence into a vector whose direction is its meaning. */
public interface Embedder {

  /**
   * A vector of length 1; the same for the same text. May be called by many threads.
   *
   * @param text not blank
   */
  float[] embed(String text);

  /** Closeness in meaning, -1 to 1, of two vectors of length 1. */
  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
