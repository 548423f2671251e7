package io.colloquy.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThoughtsAsideTest {

  /** Pieces are parted by a bar. */
  static Stream<Arguments> answers() {
    return Stream.of(
        arguments("Hello| you", "Hello| you"),
        arguments(" |Hello", " Hello"),
        arguments("<think>The user greets.</think>Hello", "Hello"),
        arguments("<thi|nk>The us|er </th|ink>| \n| Hello| you", "Hello| you"),
        arguments(" \n<think></think>\n\nHello", "Hello"),
        arguments("<thi|s> is a tag", "<this> is a tag"),
        arguments("<", "<"),
        arguments("<think>never said", ""),
        arguments("1 < 2", "1 < 2"),
        arguments("Tags like <think> stay</think>", "Tags like <think> stay</think>"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void onlyWhatIsNoThoughtIsSaid(String pieces, String said) {
    var thoughts = new ThoughtsAside();
    List<String> heard = new ArrayList<>();

    for (var piece : pieces.split("\\|")) {
      heard.add(thoughts.next(piece));
    }
    heard.add(thoughts.rest());

    heard.removeIf(String::isEmpty);
    assertThat(String.join("|", heard)).isEqualTo(said);
  }
}
