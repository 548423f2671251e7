package io.colloquy.llm.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberingEmbedderTest extends EmbedderContractTest {

  private final List<String> asked = new ArrayList<>();

  @Override
  Embedder embedder() {
    return Embedding.NETWORK;
  }

  @Test
  void aTextIsEmbeddedOnce() {
    var embedder = new RememberingEmbedder(this::counting, 2);

    embedder.embed("a");
    embedder.embed("a");

    assertThat(asked).containsExactly("a");
  }

  @Test
  void theOneThatWasNotUsedForLongestIsForgotten() {
    var embedder = new RememberingEmbedder(this::counting, 2);

    embedder.embed("a");
    embedder.embed("b");
    embedder.embed("a");
    embedder.embed("c");
    embedder.embed("a");
    embedder.embed("b");

    assertThat(asked).containsExactly("a", "b", "c", "b");
  }

  private float[] counting(String text) {
    asked.add(text);
    return new float[] {1};
  }
}
