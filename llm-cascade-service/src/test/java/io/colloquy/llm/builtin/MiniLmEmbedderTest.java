package io.colloquy.llm.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MiniLmEmbedderTest extends EmbedderContractTest {

  private static final MiniLmEmbedder NETWORK = new MiniLmEmbedder();

  @Override
  Embedder embedder() {
    return NETWORK;
  }

  @AfterAll
  static void close() {
    NETWORK.close();
  }

  @Test
  void vectorsHave384Dimensions() {
    assertThat(NETWORK.embed("hello")).hasSize(384);
  }
}
