package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.AudioFormat;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PocketSphinxRecognizerTest extends SpeechRecognizerContractTest {

  private static final PocketSphinxSettings DEBIAN = PocketSphinxSettings.debian();

  @Override
  protected SpeechRecognizer create() {
    PocketSphinxRecognizer recognizer = with(1, 2);
    Packages.requirePocketSphinx(recognizer);
    return recognizer;
  }

  @Override
  protected Clip clip() {
    return new Clip("opening-hours");
  }

  @Override
  protected String understood() {
    return clip().text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"opening-hours", "book-a-table", "weather", "flight", "human", "cancel"})
  void theFirstWordsOfASpeakerAreUnderstood(String name) {
    Clip spoken = new Clip(name);
    try (Recognition recognition = open()) {
      recognition.accept(spoken.inACall(300));
      assertThat(WordErrors.share(spoken.text(), recognition.finish())).isLessThan(0.25);
    }
  }

  @Test
  void theNextSpeakerOnAHandleIsHeardAsOnANewOne() {
    Clip spoken = new Clip("book-a-table");
    try (PocketSphinxRecognizer ofOneHandle = with(1, 1)) {
      String onANewOne = words(ofOneHandle, spoken);
      try (Recognition muffled = ofOneHandle.open(MICROPHONE)) {
        for (int i = 0; i < 3; i++) {
          muffled.accept(throughAWall(new Clip("cancel").samples()));
          muffled.finish();
        }
      }
      assertThat(words(ofOneHandle, spoken)).isEqualTo(onANewOne);
      assertThat(ofOneHandle.handles()).isEqualTo(1);
    }
  }

  @Test
  void handlesAreBoundedAndComeBack() {
    Recognition one = open();
    try (Recognition other = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(SpeechUnavailable.class)
          .hasMessageContaining("All 2 recognisers");
      other.accept(new short[160]);
    } finally {
      one.close();
    }
    open().close();
    await().untilAsserted(() -> assertThat(sphinx().handles()).isEqualTo(1));
  }

  @Test
  void aSpareIsReadyBeforeTheFirstCall() {
    recognizer().warmUp();
    assertThat(sphinx().spares()).isEqualTo(1);
    assertThat(sphinx().handles()).isEqualTo(1);
  }

  @Test
  void everyEndingFreesItsHandle() {
    open().close();
    Recognition inMidWord = open();
    inMidWord.accept(clip().samples());
    recognizer().close();
    inMidWord.close();
    inMidWord.close();
    await().untilAsserted(() -> assertThat(sphinx().handles()).isZero());
    assertThatThrownBy(this::open).isInstanceOf(SpeechUnavailable.class);
  }

  @Test
  void settingsThatTheLibraryRefusesAreAnErrorAndLeakNothing() {
    try (PocketSphinxRecognizer wrong = with(List.of("-nosuchoption", "1"), 0, 1)) {
      assertThatThrownBy(() -> wrong.open(MICROPHONE))
          .isInstanceOf(SpeechUnavailable.class)
          .hasMessageContaining("refuses its settings");
      assertThat(wrong.handles()).isZero();
    }
  }

  @Test
  void anotherLanguageIsRefusedWithTheReason() {
    assertThat(recognizer().unavailability("de"))
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("\"en\" only").contains("\"de\""));
    assertThatThrownBy(() -> recognizer().open(new Speaker("de", List.of(), AudioFormat.PCM_16000)))
        .isInstanceOf(SpeechUnavailable.class);
  }

  @Test
  void aMissingLibraryNamesThePackageToInstall() {
    try (SpeechRecognizer none = without("libnothere.so.3", DEBIAN.dictionary())) {
      assertNamesThePackages(none);
    }
  }

  @Test
  void aMissingModelNamesThePackageToInstall() {
    try (SpeechRecognizer none = without(DEBIAN.library(), Path.of("/nowhere/cmudict.dict"))) {
      assertNamesThePackages(none);
      assertThat(none.unavailability("en").orElseThrow()).contains("/nowhere/cmudict.dict");
    }
  }

  private static void assertNamesThePackages(SpeechRecognizer none) {
    assertThat(none.unavailability("en").orElseThrow())
        .contains("apt-get install libpocketsphinx3 pocketsphinx-en-us");
    none.warmUp();
    assertThatThrownBy(() -> none.open(MICROPHONE))
        .isInstanceOf(SpeechUnavailable.class)
        .hasMessageContaining("pocketsphinx-en-us");
  }

  private static String words(SpeechRecognizer recognizer, Clip spoken) {
    try (Recognition recognition = recognizer.open(MICROPHONE)) {
      recognition.accept(spoken.inACall(300));
      return recognition.finish();
    }
  }

  private static short[] throughAWall(short[] samples) {
    for (int i = 1; i < samples.length; i++) {
      samples[i] = (short) ((samples[i] + 7 * samples[i - 1]) / 8);
    }
    return samples;
  }

  private PocketSphinxRecognizer sphinx() {
    return (PocketSphinxRecognizer) recognizer();
  }

  private static PocketSphinxRecognizer with(int spare, int most) {
    return with(List.of(), spare, most);
  }

  private static PocketSphinxRecognizer with(List<String> options, int spare, int most) {
    return new PocketSphinxRecognizer(
        new PocketSphinxSettings(
            DEBIAN.library(),
            DEBIAN.baseLibrary(),
            DEBIAN.acousticModel(),
            DEBIAN.languageModel(),
            DEBIAN.dictionary(),
            DEBIAN.language(),
            options,
            spare,
            most));
  }

  private static PocketSphinxRecognizer without(String library, Path dictionary) {
    return new PocketSphinxRecognizer(
        new PocketSphinxSettings(
            library,
            DEBIAN.baseLibrary(),
            DEBIAN.acousticModel(),
            DEBIAN.languageModel(),
            dictionary,
            DEBIAN.language(),
            List.of(),
            0,
            1));
  }
}
