package io.colloquy.tts.text;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {

  @Test
  void aShortTextIsLeftWhole() {
    assertThat(cut("Hello. How are you? Dr. Smith is in.")).hasSize(1);
    assertThat(cut("")).isEmpty();
  }

  @Test
  void aLongTextIsCutAfterItsSentences() {
    var first = "The quick brown fox jumps over the lazy dog once more today. ";
    var text = first.repeat(4);

    assertThat(cut(text)).startsWith(first, first).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void anAbbreviationIsNoEndOfASentence() {
    var text =
        "I think that the person whom you want to see here is Dr. Johnson and nobody else. "
            + "x".repeat(60)
            + " "
            + "y".repeat(60);

    assertThat(cut(text).getFirst()).endsWith("nobody else. ");
  }

  @Test
  void withoutSentencesACommaServesAndWithoutCommasASpace() {
    assertThat(cut(("word ".repeat(19) + "word, ").repeat(3)).getFirst()).endsWith("word, ");
    assertThat(cut("word ".repeat(60)).getFirst()).endsWith("word ").hasSizeGreaterThan(150);
  }

  @Test
  void whatHasNoSpacesIsCutBetweenWholeCharacters() {
    var text = "x" + "👍".repeat(300);

    assertThat(cut(text))
        .allSatisfy(part -> assertThat(part.codePoints()).noneMatch(SentencesTest::isHalf))
        .hasSizeGreaterThan(2);
  }

  @Test
  void chineseIsCutAfterItsOwnMarks() {
    var sentence = "今天我们的营业时间是上午九点到下午五点欢迎光临".repeat(3) + "。";

    assertThat(cut(sentence.repeat(4))).startsWith(sentence, sentence);
  }

  private static boolean isHalf(int point) {
    return Character.getType(point) == Character.SURROGATE;
  }

  /** The parts, which together are always the whole. */
  private static List<String> cut(String text) {
    var parts = Sentences.of(text).stream().map(s -> text.substring(s.start(), s.end())).toList();
    assertThat(parts.stream().collect(joining())).isEqualTo(text);
    assertThat(parts).allSatisfy(part -> assertThat(part).hasSizeBetween(1, 180));
    return parts;
  }
}
