package io.colloquy.tts.voice;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.voice.Sound.TimedChar;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine promises. */
public abstract class SynthesizerContractTest {

  protected static final String SHORT_TEXT = "Good morning, my friend.";

  /** Skips without the packages on a developer's machine; a build server must have them. */
  @BeforeEach
  protected void needsTheEngine() {
    if (engine().availability() instanceof Availability.Missing missing) {
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        fail(missing.advice());
      }
      abort("not tested here: " + missing.advice());
    }
  }

  protected abstract Synthesizer engine();

  /** A language that the engine speaks, as an ISO 639-1 code. */
  protected abstract String language();

  /** Some sentences in that language, of at least 400 characters. */
  protected abstract String longText();

  protected Voice voice(double speed) {
    return new Voice("", Optional.empty(), language(), speed, 0.5, 0.8);
  }

  protected Recording speak(String text) {
    return speak(text, 1);
  }

  private Recording speak(String text, double speed) {
    return Recording.of(engine(), new Utterance(text, voice(speed)));
  }

  @Test
  void soundComesBeforeAllOfALongTextIsDone() {
    var recording = speak(longText());

    assertThat(recording.firstSoundMs()).isLessThan(recording.durationMs() / 2);
    assertThat(recording.firstSoundAfter()).isLessThan(recording.tookInAll().dividedBy(2));
  }

  @Test
  void whatComesOutIsSpeech() {
    var text = longText();
    var recording = speak(text);

    assertThat(recording.rms()).isBetween(0.02, 0.4);
    assertThat(recording.durationMs() / text.length()).isBetween(35.0, 120.0);
    // Most energy of a voice lies low, yet it is no hum; and it comes in syllables.
    assertThat(recording.spectralCentroidHz()).isBetween(200.0, 3_000.0);
    assertThat(recording.shareOfFramesBelow(0.25)).isBetween(0.1, 0.6);
  }

  @Test
  void speechBeginsAtOnce() {
    assertThat(speak(SHORT_TEXT).silenceBeforeMs()).isLessThan(120);
  }

  @Test
  void everyCharacterHasItsTimeOnceAndInOrder() {
    for (var text : List.of(SHORT_TEXT, longText(), "„Ja“ — 3,5 × 2 = 7… 👍 (ok)?!", "Hi!")) {
      var recording = speak(text);

      assertThat(recording.chars().stream().map(TimedChar::index))
          .as(text)
          .containsExactlyElementsOf(indexesOf(text));
      assertThat(recording.chars().stream().map(TimedChar::startMs)).as(text).isSorted();
      assertThat(recording.chars())
          .as(text)
          .allSatisfy(c -> assertThat(c.startMs()).isBetween(0.0, recording.durationMs()))
          .allSatisfy(c -> assertThat(c.durationMs()).isNotNegative());
    }
  }

  @Test
  void charactersAreSpreadOverTheWholeSound() {
    var recording = speak(longText());
    var chars = recording.chars();
    double middle = chars.get(chars.size() / 2).startMs();

    assertThat(middle / recording.durationMs()).isBetween(0.4, 0.6);
    assertThat(chars.getLast().startMs()).isGreaterThan(recording.durationMs() * 0.9);
  }

  @Test
  void speedChangesTheDuration() {
    double normal = speak(longText()).durationMs();

    assertThat(speak(longText(), 0.7).durationMs() / normal).isBetween(1.25, 1.6);
    assertThat(speak(longText(), 1.2).durationMs() / normal).isBetween(0.75, 0.93);
    assertThat(speak(SHORT_TEXT, 0).durationMs()).isEqualTo(speak(SHORT_TEXT).durationMs());
  }

  @Test
  void nothingMoreIsMadeOnceTheSinkWantsNoMore() {
    var recording = Recording.of(engine(), new Utterance(longText(), voice(1)), 1);

    assertThat(recording.sounds()).hasSize(1);
    assertThat(recording.durationMs()).isLessThan(speak(longText()).durationMs() / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "...", "?! - (…) \"\"", "—", "🎉🎉"})
  void textWithoutWordsIsSilentAndNoFailure(String text) {
    var recording = speak(text);

    assertThat(recording.durationMs()).isZero();
    assertThat(recording.chars()).hasSize(text.codePointCount(0, text.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "; rm -rf / $(reboot) `id` | cat > /dev/null & \"quoted\" 'quoted' \\n %s %n",
        "-v --help -w /tmp/x",
        "<speak><break time=\"9s\"/></speak> [[h@loU]] {{x}}",
        "Ænigma œuvre straße naïve £5 €10 ½ 日本語 العربية",
      })
  void strangeTextIsSpokenLikeAnyOther(String text) {
    assertThat(speak(text).durationMs()).isBetween(300.0, 30_000.0);
  }

  @Test
  void aWordWithoutEndIsSpoken() {
    assertThat(speak("a".repeat(3_000)).rms()).isPositive();
  }

  @Test
  void manyThreadsHearWhatOneHears() throws InterruptedException, ExecutionException {
    var texts = List.of(SHORT_TEXT, longText(), "One, two, three.");
    var alone = texts.stream().map(this::speak).toList();

    Callable<List<Recording>> speaking = () -> texts.stream().map(this::speak).toList();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var result : threads.invokeAll(Collections.nCopies(8, speaking))) {
        for (int i = 0; i < texts.size(); i++) {
          var heard = result.get().get(i);
          assertThat(heard.chars()).as(texts.get(i)).isEqualTo(alone.get(i).chars());
          assertThat(heard.durationMs()).isEqualTo(alone.get(i).durationMs());
          // An engine may mix in random noise for breath; the voice is the same.
          assertThat(heard.likeness(alone.get(i))).as(texts.get(i)).isGreaterThan(0.8);
        }
      }
    }
  }

  private static List<Integer> indexesOf(String text) {
    return Stream.iterate(0, i -> i < text.length(), i -> text.offsetByCodePoints(i, 1)).toList();
  }

  /** Repeats a sentence with other numbers, for texts of any length. */
  protected static String counted(String sentence, int times) {
    return Stream.iterate(1, i -> i + 1)
        .limit(times)
        .map(i -> sentence.formatted(i))
        .collect(joining(" "));
  }
}
