package io.colloquy.conversation.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunksTest {

  @Test
  void shortParagraphsGoTogether() {
    assertThat(Chunks.of("One.\n\nTwo.\n \nThree.")).containsExactly("One.\n\nTwo.\n\nThree.");
    assertThat(Chunks.of(" \n\n ")).isEmpty();
  }

  @Test
  void aLongParagraphIsCutBetweenSentences() {
    var sentence = "The shop is open from nine in the morning to five in the afternoon. ";

    var chunks = Chunks.of(sentence.repeat(40));

    assertThat(chunks).hasSizeGreaterThan(2).allMatch(chunk -> chunk.endsWith("afternoon."));
    assertThat(String.join(" ", chunks)).isEqualTo(sentence.repeat(40).strip());
  }

  @Test
  void noChunkIsTooLongAndNoCharacterIsCut() {
    var chunks = Chunks.of("😀".repeat(2000));

    assertThat(chunks).allMatch(chunk -> chunk.length() <= Chunks.LONGEST);
    assertThat(String.join("", chunks)).isEqualTo("😀".repeat(2000));
  }
}
