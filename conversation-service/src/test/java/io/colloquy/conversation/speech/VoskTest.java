package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.conversation.speech.vosk.VoskRecognizer;
import io.colloquy.conversation.speech.vosk.VoskSettings;
import io.colloquy.conversation.speech.vosk.VoskWithoutModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No model of Vosk's is to be had for these tests: its decoder is played, its library is real. */
class VoskTest extends SpeechRecognizerContractTest {

  private static final Clip CLIP = new Clip("book-a-table");

  private final VoskWithoutModel vosk =
      new VoskWithoutModel(pcm -> new Stenographer(CLIP).words(pcm));

  @TempDir private Path folder;

  @Override
  protected SpeechRecognizer create() {
    return vosk.recognizer(folder, 2);
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
  void theModelIsLoadedOnceAndNotBeforeItIsNeeded() {
    assertThat(vosk.models()).isZero();
    open().close();
    recognizer().warmUp();
    open().close();
    assertThat(vosk.models()).isEqualTo(1);
  }

  @Test
  void theModelIsFreedAfterTheLastDecoderOnIt() {
    Recognition last = open();
    recognizer().close();
    assertThat(vosk.models()).isEqualTo(1);
    last.close();
    assertThat(vosk.decoders()).isZero();
    assertThat(vosk.models()).isZero();
    assertThatThrownBy(this::open).isInstanceOf(SpeechUnavailable.class);
  }

  @Test
  void decodersAreBoundedAndComeBack() {
    try (Recognition one = open();
        Recognition other = open()) {
      assertThat(one).isNotSameAs(other);
      assertThatThrownBy(this::open).hasMessageContaining("colloquy.asr.vosk.most");
    }
    open().close();
  }

  @Test
  void howSureItIsOfTheWordsIsKnown() {
    try (Recognition recognition = open()) {
      recognised(recognition);
      assertThat(recognition.facts().confidence()).hasValue(0.75);
    }
  }

  @Test
  void anotherLanguageIsRefused() {
    assertThat(recognizer().unavailability("de").orElseThrow()).contains("\"en\"");
    assertThatThrownBy(() -> recognizer().open(new Speaker("de", List.of(), AudioFormat.PCM_16000)))
        .isInstanceOf(SpeechUnavailable.class);
  }

  @Test
  void withoutAModelItSaysWhichSettingIsMissing() {
    try (VoskRecognizer none = new VoskRecognizer(new VoskSettings(Optional.empty(), "en", 1))) {
      none.warmUp();
      assertThat(none.unavailability("en").orElseThrow()).contains("colloquy.asr.vosk.model");
    }
    Path nowhere = folder.resolve("nowhere");
    try (VoskRecognizer none =
        new VoskRecognizer(new VoskSettings(Optional.of(nowhere), "en", 1))) {
      assertThat(none.unavailability("en").orElseThrow()).contains(nowhere.toString());
    }
  }

  @Test
  void theLibraryItselfRefusesAFolderWithoutAModel() {
    try (VoskRecognizer real = new VoskRecognizer(new VoskSettings(Optional.of(folder), "en", 1))) {
      real.warmUp();
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThatThrownBy(() -> real.open(MICROPHONE))
            .isInstanceOf(SpeechUnavailable.class)
            .hasMessage("Vosk cannot load the model in " + folder);
      }
    }
  }
}
