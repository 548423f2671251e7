package io.colloquy.tts.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.tts.text.Sentences.Span;
import io.colloquy.tts.text.WordTimes.Word;
import io.colloquy.tts.voice.Sound.TimedChar;
import java.util.List;
import org.junit.jupiter.api.Test;

class CharacterTimesTest {

  @Test
  void charactersShareTheTimeOfTheirWordAndOfTheGapBetweenWords() {
    var words = List.of(new Word(0, 2, 10, 30), new Word(4, 5, 60, 100));

    assertThat(WordTimes.spread("ab, c.", new Span(0, 6), words, 0, 120))
        .containsExactly(
            new TimedChar(0, 10, 10),
            new TimedChar(1, 20, 10),
            new TimedChar(2, 30, 15),
            new TimedChar(3, 45, 15),
            new TimedChar(4, 60, 40),
            new TimedChar(5, 100, 20));
  }

  @Test
  void timeNeverRunsBackHoweverTheWordsAreTimed() {
    var words = List.of(new Word(0, 1, 50, 80), new Word(2, 3, 20, 60));

    assertThat(WordTimes.spread("a b", new Span(0, 3), words, 0, 70).stream())
        .map(TimedChar::startMs)
        .containsExactly(50.0, 70.0, 70.0);
  }

  @Test
  void aCharacterOutsideTheBasicPlaneIsOne() {
    assertThat(WordTimes.spread("👍a", new Span(0, 3), List.of(), 0, 10))
        .containsExactly(new TimedChar(0, 0, 5), new TimedChar(2, 5, 5));
  }

  @Test
  void anEstimateGivesPausesAndDigitsMoreTimeThanLetters() {
    var chars = Estimate.spread("ab. 7", new Span(0, 5), 100, 1_130);

    assertThat(chars.stream().map(c -> Math.round(c.durationMs())))
        .containsExactly(100L, 100L, 500L, 30L, 300L);
    assertThat(chars.getFirst().startMs()).isEqualTo(100);
  }

  @Test
  void anEstimateOfSilenceTakesNoTime() {
    assertThat(Estimate.spread("?!", new Span(0, 2), 40, 40))
        .containsExactly(new TimedChar(0, 40, 0), new TimedChar(1, 40, 0));
  }
}
