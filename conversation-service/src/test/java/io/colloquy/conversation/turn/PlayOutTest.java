package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.speech.Alignment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlayOutTest {

  private final PlayOut playOut = new PlayOut();

  /** Each character sounds for 10 ms. */
  private static Alignment evenly(String text) {
    var chars = text.chars().mapToObj(Character::toString).toList();
    return new Alignment(
        chars,
        IntStream.range(0, chars.size()).mapToObj(i -> i * 10).toList(),
        chars.stream().map(c -> 10).toList());
  }

  private void speak(String text, long now) {
    int piece = playOut.add(text);
    playOut.sent(piece, text.length() * 10.0, evenly(text), now);
    playOut.finishedPiece();
  }

  @Test
  void audioThatIsSentAheadSoundsOneAfterTheOther() {
    speak("Ten chars.", 1_000);
    speak("Ten chars.", 1_001);

    assertThat(playOut.startsAt()).isEqualTo(1_000);
    assertThat(playOut.endsAt()).isEqualTo(1_200);
  }

  @Test
  void audioThatIsLateLeavesAGap() {
    speak("Ten chars.", 1_000);
    speak("Ten chars.", 5_000);

    assertThat(playOut.endsAt()).isEqualTo(5_100);
  }

  @Test
  void aWordCountsAsHeardWhenItsLastSoundIsOver() {
    speak("One two three.", 0);

    assertThat(playOut.heard(29)).isEmpty();
    assertThat(playOut.heard(30)).isEqualTo("One");
    assertThat(playOut.heard(69)).isEqualTo("One");
    assertThat(playOut.heard(70)).isEqualTo("One two");
    assertThat(playOut.heard(140)).isEqualTo("One two three.");
  }

  @Test
  void whatWasHeardRunsOverPieces() {
    speak("One two. ", 0);
    speak("Three four.", 0);

    assertThat(playOut.heard(145)).isEqualTo("One two. Three");
  }

  @Test
  void textThatHasNotBeenSpokenYetWasNotHeard() {
    speak("Said. ", 0);
    playOut.add("Not yet said.");

    assertThat(playOut.awaitsAudio()).isTrue();
    assertThat(playOut.heard(10_000)).isEqualTo("Said.");
  }

  @Test
  void aPieceIsHeardWholeWhenItsAudioIsOverEvenIfTheVoiceLeftCharactersOut() {
    int piece = playOut.add("**Bold** word");
    playOut.sent(piece, 90, evenly("Bold word"), 0);
    playOut.finishedPiece();

    assertThat(playOut.heard(90)).isEqualTo("**Bold** word");
  }

  @Test
  void chunksWithoutAlignmentStillMoveTheClock() {
    int piece = playOut.add("Hm.");
    playOut.sent(piece, 300, new Alignment(List.of(), List.of(), List.of()), 0);

    assertThat(playOut.endsAt()).isEqualTo(300);
    assertThat(playOut.heard(299)).isEmpty();
  }
}
