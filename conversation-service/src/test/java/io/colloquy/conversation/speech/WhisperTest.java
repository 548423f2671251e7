package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.conversation.speech.whisper.WhisperSettings;
import io.colloquy.conversation.speech.whisper.WhisperTranscriber;
import io.colloquy.conversation.speech.whisper.WhisperWithoutModel;
import io.colloquy.conversation.speech.whole.WholeRecognizer;
import io.colloquy.conversation.speech.whole.WholeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No model of whisper's is to be had for these tests: its engine is played, its library is real.
 */
class WhisperTest extends SpeechRecognizerContractTest {

  private static final Clip CLIP = new Clip("human");

  private final WhisperWithoutModel whisper =
      new WhisperWithoutModel(pcm -> new Stenographer(CLIP).words(pcm));

  @TempDir private Path folder;

  @Override
  protected SpeechRecognizer create() {
    return recognizer(whisper.transcriber(file()));
  }

  @Override
  protected Clip clip() {
    return CLIP;
  }

  @Override
  protected String understood() {
    return CLIP.text();
  }

  @Test
  void languageAndKeywordsReachTheEngine() {
    Speaker german = new Speaker("de-AT", List.of("Colloquy", "Wien"), AudioFormat.PCM_16000);
    Speaker both = new Speaker("de", Set.of("en"), List.of(), AudioFormat.PCM_16000);
    for (Speaker speaker : List.of(german, both)) {
      try (Recognition recognition = recognizer().open(speaker)) {
        recognition.accept(new short[8_000]);
        recognition.finish();
      }
    }
    assertThat(whisper.asked()).containsExactly("de|Colloquy, Wien", "auto|");
  }

  @Test
  void theModelIsLoadedOnceAndFreedAtTheEnd() {
    assertThat(whisper.loaded()).isZero();
    recognizer().warmUp();
    try (Recognition recognition = open()) {
      recognised(recognition);
    }
    assertThat(whisper.loaded()).isEqualTo(1);
    recognizer().close();
    await().until(() -> whisper.loaded() == 0);
  }

  @Test
  void withoutAModelItSaysWhichSettingIsMissing() {
    try (WhisperTranscriber none = real(Optional.empty(), Optional.empty())) {
      none.warmUp();
      assertThat(none.unavailability("en").orElseThrow()).contains("colloquy.asr.whisper.model");
    }
    try (WhisperTranscriber none = real(Optional.of(folder.resolve("no")), Optional.empty())) {
      assertThat(none.unavailability("en").orElseThrow()).contains(folder.toString());
    }
  }

  @Test
  void aModelOfOneLanguageIsForThatLanguage() {
    try (WhisperTranscriber english = real(Optional.of(file()), Optional.of("en"))) {
      assertThat(english.unavailability("en-GB")).isEmpty();
      assertThat(english.unavailability("de")).isPresent();
    }
  }

  @Test
  void theLibraryItselfRefusesAFileThatIsNoModel() {
    try (SpeechRecognizer real = recognizer(real(Optional.of(file()), Optional.empty()));
        Recognition recognition = real.open(MICROPHONE)) {
      recognition.accept(new short[8_000]);
      assertThatThrownBy(recognition::finish)
          .isInstanceOf(SpeechUnavailable.class)
          .hasMessageContaining("whisper cannot load the model");
    }
  }

  private Path file() {
    try {
      return Files.writeString(folder.resolve("ggml-none.bin"), "no model");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WhisperTranscriber real(Optional<Path> model, Optional<String> language) {
    return new WhisperTranscriber(new WhisperSettings(model, language, 1));
  }

  private static SpeechRecognizer recognizer(WhisperTranscriber transcriber) {
    return new WholeRecognizer(
        transcriber,
        transcriber::unavailability,
        transcriber::warmUp,
        new WholeSettings(
            Duration.ofSeconds(20), Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(35)));
  }
}
