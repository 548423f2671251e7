package io.colloquy.conversation.speech;

import static io.colloquy.conversation.speech.Endpointer.Step.BEGAN;
import static io.colloquy.conversation.speech.Endpointer.Step.ENDED;
import static io.colloquy.conversation.speech.Endpointer.Step.PAUSED;
import static io.colloquy.conversation.speech.Endpointer.Step.QUIET;
import static io.colloquy.conversation.speech.Endpointer.Step.SPEAKING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In frames of 100 ms; a turn ends after 300 ms of silence. */
class EndpointerTest {

  private static final double SPEECH = 0.9;
  private static final double UNSURE = 0.4;
  private static final double SILENCE = 0.1;

  private final Endpointer endpointer =
      new Endpointer(EarsSettings.defaults().withEndSilence(Duration.ofMillis(300)), 100);

  static Stream<Arguments> transitions() {
    return Stream.of(
        Arguments.of("silence stays quiet", "...", List.of(QUIET, QUIET, QUIET)),
        Arguments.of("two frames are a click", "##...", List.of(QUIET, QUIET, QUIET, QUIET, QUIET)),
        Arguments.of("three frames are speech", "###", List.of(QUIET, QUIET, BEGAN)),
        Arguments.of(
            "three of five are speech", "#.#.#", List.of(QUIET, QUIET, QUIET, QUIET, BEGAN)),
        Arguments.of(
            "clicks far apart are not",
            "#..#..#..#",
            List.of(QUIET, QUIET, QUIET, QUIET, QUIET, QUIET, QUIET, QUIET, QUIET, QUIET)),
        Arguments.of("unsure frames begin nothing", "???", List.of(QUIET, QUIET, QUIET)),
        Arguments.of(
            "unsure frames go on speaking",
            "###??",
            List.of(QUIET, QUIET, BEGAN, SPEAKING, SPEAKING)),
        Arguments.of(
            "unsure frames go on pausing",
            "###.??",
            List.of(QUIET, QUIET, BEGAN, PAUSED, PAUSED, ENDED)),
        Arguments.of(
            "speech ends a pause",
            "###..#..",
            List.of(QUIET, QUIET, BEGAN, PAUSED, PAUSED, SPEAKING, PAUSED, PAUSED)),
        Arguments.of(
            "silence long enough ends the turn, once",
            "###....",
            List.of(QUIET, QUIET, BEGAN, PAUSED, PAUSED, ENDED, QUIET)),
        Arguments.of(
            "the next turn needs its own onset",
            "###...##.###",
            List.of(
                QUIET, QUIET, BEGAN, PAUSED, PAUSED, ENDED, QUIET, QUIET, QUIET, BEGAN, SPEAKING,
                SPEAKING)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transitions")
  void framesMakeTurns(String sentence, String frames, List<Endpointer.Step> expected) {
    assertThat(feed(frames)).as(sentence).isEqualTo(expected);
  }

  @Test
  void timesCountFromTheFirstFrameOfSpeech() {
    feed("..#.##");
    assertThat(endpointer.turnMs()).isEqualTo(400);
    feed("##");
    assertThat(endpointer.turnMs()).isEqualTo(600);
    assertThat(endpointer.speechMs()).isEqualTo(600);
    feed("..");
    assertThat(endpointer.silenceMs()).isEqualTo(200);
    assertThat(endpointer.turnMs()).isEqualTo(800);
    feed(".");
    assertThat(endpointer.speechMs()).isEqualTo(600);
  }

  private List<Endpointer.Step> feed(String frames) {
    return Arrays.stream(frames.split(""))
        .map(
            frame ->
                switch (frame) {
                  case "#" -> SPEECH;
                  case "?" -> UNSURE;
                  default -> SILENCE;
                })
        .map(endpointer::next)
        .toList();
  }
}
