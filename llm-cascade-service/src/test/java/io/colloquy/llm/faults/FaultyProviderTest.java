package io.colloquy.llm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.llm.model.HeardAnswer;
import io.colloquy.llm.model.Question;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault at every place of an answer, in each dialect, on a real socket: what came before it
 * is heard, what went wrong is told once and at once, and a silence is ended by a cancel.
 */
class FaultyProviderTest {

  private static final Question QUESTION =
      new Question("m", List.of(ChatMessage.user("Are you open?")), 0, -1);

  /** Far less than any time limit, and ample for a busy machine. */
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  static Stream<Arguments> cells() {
    return Arrays.stream(Dialect.values())
        .flatMap(
            dialect ->
                Arrays.stream(Fault.values())
                    .flatMap(
                        fault ->
                            Arrays.stream(Position.values())
                                .filter(fault::mayHappenAt)
                                .map(position -> Arguments.of(dialect, fault, position))));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void isToldOnceAndLosesNoWord(Dialect dialect, Fault fault, Position position) throws Exception {
    try (var server = new FaultyServer(dialect, fault, position)) {
      var heard = new HeardAnswer();
      var answering = server.model().answer(QUESTION, heard);

      if (fault.told().isPresent()) {
        assertThat(heard.endsWithin(AT_ONCE)).isTrue();
        assertThat(heard.failure().orElseThrow().reason()).isEqualTo(fault.told().get());
      } else if (fault == Fault.EMPTY_ANSWER) {
        assertThat(heard.endsWithin(AT_ONCE)).isTrue();
      } else {
        if (position != Position.BEFORE_THE_FIRST_TOKEN) {
          heard.awaitFirst();
        }
        answering.cancel();
        assertThat(heard.ends()).isZero();
      }
      assertThat(heard.text()).isEqualTo(position.said());
      assertThat(heard.ends()).isLessThanOrEqualTo(1);
    }
  }
}
