package io.colloquy.tts.flite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.phones.Arpabet;
import io.colloquy.tts.phones.Ipa;
import io.colloquy.tts.voice.Availability;
import io.colloquy.tts.voice.PlainReader;
import io.colloquy.tts.voice.Pronounced;
import io.colloquy.tts.voice.Recording;
import io.colloquy.tts.voice.Sound.TimedChar;
import io.colloquy.tts.voice.SynthesisFailure;
import io.colloquy.tts.voice.Synthesizer;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import io.colloquy.tts.voice.SynthesizerContractTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FliteSynthesizerTest extends SynthesizerContractTest {

  private static final Synthesizer FLITE = FliteSynthesizer.find();
  private static final int PAGE_BYTES = 4_096;

  @Override
  protected Synthesizer engine() {
    return new PlainReader(FLITE);
  }

  @Override
  protected String language() {
    return "en";
  }

  @Override
  protected String longText() {
    return counted("This is sentence number %d, and it goes on for a while.", 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"slt", "rms", "awb", "kal16"})
  void eachVoiceSpeaksInItsOwnWay(String id) {
    var recording = with(id, SHORT_TEXT);

    assertThat(recording.rms()).isGreaterThan(0.02);
    assertThat(recording.durationMs()).isBetween(1_000.0, 4_000.0);
    for (var other : List.of("slt", "rms", "awb", "kal16")) {
      if (!other.equals(id)) {
        assertThat(with(other, SHORT_TEXT).samples()).isNotEqualTo(recording.samples());
      }
    }
  }

  @Test
  void aPauseSoundsWhereTheAlignmentSaysThatItDoes() {
    var text = "Hello there everybody, how are you?";
    var recording = speak(text);
    var pause = recording.chars().get(text.indexOf(','));
    var word = recording.chars().get(text.indexOf("everybody"));
    double wordEndMs = pause.startMs();
    double nextWordMs = recording.chars().get(text.indexOf("how")).startMs();

    double spoken = recording.rms(word.startMs(), wordEndMs);
    double silent = recording.rms(wordEndMs + 20, nextWordMs - 10);
    assertThat(nextWordMs - wordEndMs).isGreaterThan(60);
    assertThat(silent).isLessThan(spoken / 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"slt", "kal16"})
  void memoryIsFreedHoweverAnUtteranceEnds(String id) throws IOException {
    for (int i = 0; i < 10; i++) {
      endInEveryWay(id);
    }
    long before = residentBytes();
    for (int i = 0; i < 40; i++) {
      endInEveryWay(id);
    }
    // 120 utterances ended; each takes more than a megabyte until it is freed.
    assertThat(residentBytes() - before).isLessThan(40_000_000L);
  }

  private void endInEveryWay(String id) {
    var voice = new Voice(id, Optional.empty(), "en", 1, 0.5, 0.8);
    var spoken = Recording.of(FLITE, new Utterance(SHORT_TEXT, voice));
    var cancelled = Recording.of(FLITE, new Utterance(SHORT_TEXT, voice), 1);
    assertThat(cancelled.durationMs()).isLessThan(spoken.durationMs());
    assertThatThrownBy(
            () ->
                FLITE.speak(
                    new Utterance(SHORT_TEXT, voice),
                    sound -> {
                      throw new IllegalStateException("the sink broke");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the sink broke");
  }

  private static long residentBytes() throws IOException {
    var pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
    return Long.parseLong(pages[1]) * PAGE_BYTES;
  }

  @Test
  void aMissingLibraryIsNamedWithItsPackage() {
    var missing = FliteSynthesizer.find("libnosuchflite.so.1");

    assertThat(missing.availability())
        .isEqualTo(new Availability.Missing("libflite1", "libnosuchflite.so.1 not found"));
    var utterance = new Utterance(SHORT_TEXT, voice(1));
    assertThatThrownBy(() -> missing.speak(utterance, sound -> true))
        .isInstanceOf(SynthesisFailure.class)
        .hasMessageContaining("libflite1");
  }

  @Test
  void itSpeaksEnglishOnly() {
    assertThat(List.of("en", "EN", "en-GB", "en_us")).allMatch(FLITE::speaks);
    assertThat(List.of("de", "", "eng", "fr")).noneMatch(FLITE::speaks);
  }

  @ParameterizedTest
  @ValueSource(strings = {"slt", "rms", "awb", "kal16"})
  void aWordWhoseSoundsAreGivenSoundsLikeThem(String id) {
    var text = "I like xyz, and soup.";
    var voice = new Voice(id, Optional.empty(), "en", 1, 0.5, 0.8);
    var sounds = Arpabet.toIpa("T AH0 M EY1 T OW0").flatMap(Ipa::parse).orElseThrow();
    var said = new Utterance(text, voice, List.of(new Pronounced(7, 10, sounds)));

    var given = Recording.of(FLITE, said);

    var spelled = with(id, "I like tomato, and soup.");
    // A voice may stress a word that it does not know a little differently.
    assertThat(given.durationMs() / spelled.durationMs()).isBetween(0.95, 1.05);
    assertThat(given.durationMs() / with(id, text).durationMs()).isGreaterThan(1.05);
    assertThat(given.chars().stream().map(TimedChar::index)).hasSize(text.length()).isSorted();
    // It takes the time of the word that is heard.
    assertThat(given.chars().get(11).startMs() - given.chars().get(7).startMs())
        .isBetween(250.0, 700.0);
  }

  @Test
  void theGivenSoundsAreHeardAndNoOthers() {
    var voice = new Voice("slt", Optional.empty(), "en", 1, 0.5, 0.8);
    var sounds = Arpabet.toIpa("T AH0 M EY1 T OW0").flatMap(Ipa::parse).orElseThrow();
    var said =
        new Utterance("I like xyz, and soup.", voice, List.of(new Pronounced(7, 10, sounds)));
    var given = Recording.of(FLITE, said);

    assertThat(given.likeness(with("slt", "I like tomato, and soup."))).isGreaterThan(0.8);
  }

  @Test
  void soundsThatEnglishLacksLeaveTheWordToTheVoice() {
    var voice = new Voice("slt", Optional.empty(), "en", 1, 0.5, 0.8);
    var click = new Pronounced(0, 5, Ipa.parse("ǃa").orElseThrow());

    var given = Recording.of(FLITE, new Utterance("Apple pie", voice, List.of(click)));

    assertThat(given.likeness(with("slt", "Apple pie"))).isGreaterThan(0.8);
  }

  private static Recording with(String id, String text) {
    var voice = new Voice(id, Optional.empty(), "en", 1, 0.5, 0.8);
    return Recording.of(FLITE, new Utterance(text, voice));
  }
}
