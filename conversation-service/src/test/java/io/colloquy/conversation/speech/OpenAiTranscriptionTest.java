package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.speech.openai.OpenAiSettings;
import io.colloquy.conversation.speech.openai.OpenAiTranscriber;
import io.colloquy.conversation.speech.whole.WholeRecognizer;
import io.colloquy.conversation.speech.whole.WholeSettings;
import io.colloquy.media.Pcm;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiTranscriptionTest extends SpeechRecognizerContractTest {

  private static final Clip CLIP = new Clip("weather");
  private static final String KEY = "sk-secret";
  private static final Duration ENOUGH = Duration.ofSeconds(20);

  private final TranscriptionServer server =
      new TranscriptionServer(
          (request, exchange) ->
              TranscriptionServer.reply(
                  exchange, 200, Json.text(Map.of("text", " " + words(request)))));

  @Override
  protected SpeechRecognizer create() {
    return asking(server, ENOUGH);
  }

  @Override
  protected Clip clip() {
    return CLIP;
  }

  @Override
  protected String understood() {
    return CLIP.text();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theRequestIsAFormWithAWavFile() {
    Speaker speaker = new Speaker("de-AT", List.of("Colloquy", "Wien"), AudioFormat.PCM_16000);
    short[] call = CLIP.inACall(300);
    try (Recognition recognition = recognizer().open(speaker)) {
      recognition.accept(call);
      recognition.finish();
    }
    TranscriptionServer.Request last = server.requests().getLast();
    assertThat(last.path()).isEqualTo("POST /v1/audio/transcriptions");
    assertThat(last.authorization()).isEqualTo("Bearer " + KEY);
    assertThat(last.form())
        .containsEntry("model", "whisper-1")
        .containsEntry("response_format", "json")
        .containsEntry("temperature", "0")
        .containsEntry("language", "de")
        .containsEntry("prompt", "Colloquy, Wien");
    byte[] wav = last.file();
    assertThat(new String(wav, 0, 4, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("RIFF");
    assertThat(samples(wav)).isEqualTo(Pcm.bytes(call));
  }

  @Test
  void theLanguageOfASpeakerOfSeveralIsAskedFor() {
    try (TranscriptionServer verbose =
            new TranscriptionServer(
                (request, exchange) ->
                    TranscriptionServer.reply(
                        exchange,
                        200,
                        "{\"task\":\"transcribe\",\"language\":\"german\",\"text\":\"Guten Tag.\"}"));
        SpeechRecognizer asking = asking(verbose, ENOUGH);
        Recognition recognition =
            asking.open(new Speaker("en", Set.of("de"), List.of(), AudioFormat.PCM_16000))) {
      recognition.accept(new short[8_000]);
      assertThat(recognition.finish()).isEqualTo("Guten Tag.");
      assertThat(recognition.facts().language()).contains("de");
      assertThat(verbose.requests().getLast().form())
          .containsEntry("response_format", "verbose_json")
          .doesNotContainKeys("language", "prompt");
    }
  }

  @Test
  void withoutPartialsThereIsOneRequestForEachUtterance() {
    try (SpeechRecognizer asking =
            new WholeRecognizer(
                transcriber(server, ENOUGH),
                new WholeSettings(ENOUGH, Optional.empty(), Duration.ofSeconds(35)));
        Recognition recognition = asking.open(MICROPHONE)) {
      assertThat(recognised(recognition)).isEqualTo(understood());
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void partialsAreAskedForOneAtATimeAndNotTooOften() {
    try (Recognition recognition = open()) {
      Sound.cut(CLIP.inACall(300), 320).forEach(recognition::accept);
      int most = CLIP.inACall(300).length / 16_000 + 1;
      assertThat(server.requests().size()).isLessThanOrEqualTo(most);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404, 429, 500})
  void aRefusalNamesItsStatusAndNotTheKey(int status) {
    fails(
        (request, exchange) -> TranscriptionServer.reply(exchange, status, "{\"error\":{}}"),
        "answers with status " + status);
  }

  @Test
  void garbageIsAFailure() {
    fails((request, exchange) -> TranscriptionServer.reply(exchange, 200, "<html>"), "not JSON");
    fails((request, exchange) -> TranscriptionServer.reply(exchange, 200, "{}"), "without a text");
  }

  @Test
  void aConnectionThatIsCutInTheAnswerIsAFailure() {
    fails(
        (request, exchange) -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange
              .getResponseBody()
              .write("{\"te".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          throw new IOException("cut");
        },
        "cannot be reached");
  }

  @Test
  void anAnswerThatDoesNotComeIsWaitedForNoLongerThanAllowed() {
    CountDownLatch over = new CountDownLatch(1);
    try (TranscriptionServer silent =
            new TranscriptionServer(
                (request, exchange) -> {
                  awaitQuietly(over);
                  exchange.close();
                });
        SpeechRecognizer asking = asking(silent, Duration.ofMillis(200));
        Recognition recognition = asking.open(MICROPHONE)) {
      recognition.accept(new short[8_000]);
      assertThatThrownBy(recognition::finish)
          .isInstanceOf(SpeechUnavailable.class)
          .hasMessageContaining("in");
      over.countDown();
    }
  }

  @Test
  void anAnswerThatTricklesIsWaitedForNoLongerThanAllowed() {
    CountDownLatch over = new CountDownLatch(1);
    try (TranscriptionServer trickling =
            new TranscriptionServer(
                (request, exchange) -> {
                  exchange.sendResponseHeaders(200, 1_000);
                  exchange.getResponseBody().write('{');
                  exchange.getResponseBody().flush();
                  awaitQuietly(over);
                  exchange.close();
                });
        SpeechRecognizer asking = asking(trickling, Duration.ofMillis(300));
        Recognition recognition = asking.open(MICROPHONE)) {
      recognition.accept(new short[8_000]);
      assertThatThrownBy(recognition::finish)
          .isInstanceOf(SpeechUnavailable.class)
          .hasMessageContaining("did not answer within 300 ms");
      over.countDown();
    }
  }

  @Test
  void closingWakesWhoeverWaitsForTheWords() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (TranscriptionServer silent =
            new TranscriptionServer(
                (request, exchange) -> {
                  awaitQuietly(over);
                  exchange.close();
                });
        SpeechRecognizer asking = asking(silent, Duration.ofMinutes(1))) {
      Recognition recognition = asking.open(MICROPHONE);
      recognition.accept(new short[8_000]);
      Thread waiting = Thread.ofVirtual().start(recognition::finish);
      await().until(() -> !silent.requests().isEmpty());
      recognition.close();
      assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
      over.countDown();
    }
  }

  private static void fails(TranscriptionServer.Answer answer, String why) {
    try (TranscriptionServer failing = new TranscriptionServer(answer);
        SpeechRecognizer asking = asking(failing, ENOUGH);
        Recognition recognition = asking.open(MICROPHONE)) {
      recognition.accept(new short[8_000]);
      assertThatThrownBy(recognition::finish)
          .isInstanceOf(SpeechUnavailable.class)
          .hasMessageContaining(why)
          .hasMessageNotContaining(KEY);
    }
  }

  private static String words(TranscriptionServer.Request request) {
    return new Stenographer(CLIP).words(samples(request.file()));
  }

  private static byte[] samples(byte[] wav) {
    return Arrays.copyOfRange(wav, 44, wav.length);
  }

  private static SpeechRecognizer asking(TranscriptionServer server, Duration patience) {
    return new WholeRecognizer(
        transcriber(server, patience),
        new WholeSettings(patience, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(35)));
  }

  private static OpenAiTranscriber transcriber(TranscriptionServer server, Duration patience) {
    return new OpenAiTranscriber(
        new OpenAiSettings(server.baseUrl(), Optional.of(KEY), "whisper-1", patience));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
