package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.AudioFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every speech recogniser keeps to. */
abstract class SpeechRecognizerContractTest {

  static final Speaker MICROPHONE = new Speaker("en", List.of("colloquy"), AudioFormat.PCM_16000);

  private static final int CHUNK = 320;

  private SpeechRecognizer recognizer;

  /** A recogniser that understands English on this machine. */
  protected abstract SpeechRecognizer create();

  /** The clip that it is asked about, and what it makes of it. */
  protected abstract Clip clip();

  protected abstract String understood();

  @BeforeEach
  void createRecognizer() {
    recognizer = create();
  }

  @AfterEach
  void closeRecognizer() {
    recognizer.close();
  }

  protected SpeechRecognizer recognizer() {
    return recognizer;
  }

  @Test
  void speechBecomesWords() {
    try (Recognition recognition = open()) {
      assertThat(recognised(recognition)).isEqualTo(understood());
    }
  }

  @Test
  void wordsAppearBeforeTheSpeakerEnds() {
    try (Recognition recognition = open()) {
      List<short[]> pieces = Sound.cut(clip().inACall(0), CHUNK);
      int most = pieces.size() * 3 / 4;
      pieces.subList(0, most).forEach(recognition::accept);
      await().until(() -> !recognition.partial().isEmpty());
      pieces.subList(most, pieces.size()).forEach(recognition::accept);
      recognition.finish();
      assertThat(recognition.partial()).isEmpty();
    }
  }

  @Test
  void eachUtteranceStandsForItself() {
    try (Recognition recognition = open()) {
      IntStream.range(0, 3)
          .forEach(i -> assertThat(recognised(recognition)).isEqualTo(understood()));
    }
  }

  @Test
  void nothingHeardIsNoWords() {
    try (Recognition recognition = open()) {
      assertThat(recognition.partial()).isEmpty();
      assertThat(recognition.finish()).isEmpty();
      recognition.accept(new short[0]);
      assertThat(recognition.finish()).isEmpty();
    }
  }

  @Test
  void conversationsOnTwoThreadsDoNotDisturbEachOther() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Callable<String> conversation =
          () -> {
            try (Recognition recognition = open()) {
              return recognised(recognition) + "|" + recognised(recognition);
            }
          };
      List<Future<String>> both =
          List.of(threads.submit(conversation), threads.submit(conversation));
      for (Future<String> words : both) {
        assertThat(words.get()).isEqualTo(understood() + "|" + understood());
      }
    }
  }

  @Test
  void aClosedRecognitionHearsNothing() {
    Recognition recognition = open();
    recognition.accept(clip().samples());
    recognition.close();
    recognition.close();
    recognition.accept(clip().samples());
    assertThat(recognition.partial()).isEmpty();
    assertThat(recognition.finish()).isEmpty();
  }

  @Test
  void englishIsAvailableInAllItsForms() {
    assertThat(recognizer.unavailability("en")).isEmpty();
    assertThat(recognizer.unavailability("en-US")).isEmpty();
    assertThat(recognizer.unavailability("EN_gb")).isEmpty();
  }

  protected Recognition open() {
    return recognizer.open(MICROPHONE);
  }

  protected String recognised(Recognition recognition) {
    Sound.cut(clip().inACall(300), CHUNK).forEach(recognition::accept);
    return recognition.finish();
  }
}
