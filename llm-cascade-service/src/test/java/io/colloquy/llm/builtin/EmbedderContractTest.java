package io.colloquy.llm.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What everything that embeds sentences must do. */
abstract class EmbedderContractTest {

  abstract Embedder embedder();

  @Test
  void vectorsHaveLengthOne() {
    var vector = embedder().embed("The shop opens at nine.");

    assertThat(Embedder.cosine(vector, vector)).isCloseTo(1, within(1e-4));
  }

  @Test
  void theSameTextHasTheSameVector() {
    assertThat(embedder().embed("hello")).isEqualTo(embedder().embed("hello"));
  }

  @Test
  void whatMeansTheSameIsCloserThanWhatDoesNot() {
    var question = embedder().embed("when does the store open");
    var answer = embedder().embed("The shop opens at nine.");
    var other = embedder().embed("Whales sing under water.");

    assertThat(Embedder.cosine(question, answer))
        .isGreaterThan(Embedder.cosine(question, other) + 0.3);
  }

  @Test
  void manyMayAskAtOnce() {
    var alone = embedder().embed("sentence 3");

    var together =
        IntStream.range(0, 40).parallel().mapToObj(i -> embedder().embed("sentence " + i)).toList();

    assertThat(together.get(3)).isEqualTo(alone);
  }
}
