package io.colloquy.llm.builtin;

/** One network for all tests of this JVM: loading it takes a second. */
final class Embedding {

  static final Embedder NETWORK = new RememberingEmbedder(new MiniLmEmbedder(), 5_000);

  private Embedding() {}
}
