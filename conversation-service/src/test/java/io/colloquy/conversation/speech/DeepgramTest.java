package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.conversation.speech.deepgram.Deepgram;
import io.colloquy.conversation.speech.deepgram.DeepgramSettings;
import io.colloquy.conversation.speech.streamed.Deadlines;
import io.colloquy.conversation.speech.streamed.StreamedRecognizer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeepgramTest extends SpeechRecognizerContractTest {

  /** For services that answer: a busy machine must not make them look slow. */
  static final Deadlines GENEROUS =
      new Deadlines(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

  private static final Clip CLIP = new Clip("opening-hours");

  private final SocketServer server = new SocketServer(new DeepgramServer(new Stenographer(CLIP)));

  @Override
  protected SpeechRecognizer create() {
    return deepgram(settings(server.address(), "nova-3"));
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
  void theServerHadNoComplaint() {
    server.close();
    assertThat(server.mistakes()).isEmpty();
  }

  @Test
  void theConnectionSaysWhatIsWanted() {
    try (Recognition recognition =
        recognizer()
            .open(
                new Speaker(
                    "de-at", List.of("Colloquy", "Wiener Zeitung"), AudioFormat.PCM_16000))) {
      recognition.accept(new short[1_600]);
      await().until(() -> peer().query().size() > 5);
    }
    assertThat(peer().query())
        .containsExactly(
            "model=nova-3",
            "encoding=linear16",
            "sample_rate=16000",
            "channels=1",
            "interim_results=true",
            "punctuate=true",
            "smart_format=false",
            "language=de-AT",
            "keyterm=Colloquy",
            "keyterm=Wiener%20Zeitung");
    assertThat(peer().header("authorization")).isEqualTo("Token " + DeepgramServer.KEY);
  }

  @Test
  void olderModelsGetKeywordsAndOneLanguage() {
    try (StreamedRecognizer older = deepgram(settings(server.address(), "nova-2"));
        Recognition recognition =
            older.open(
                new Speaker("de", Set.of("fr"), List.of("colloquy"), AudioFormat.PCM_16000))) {
      recognised(recognition);
    }
    assertThat(peer().query())
        .contains("keywords=colloquy", "language=de")
        .noneMatch(parameter -> parameter.startsWith("keyterm"))
        .noneMatch(parameter -> parameter.startsWith("language_hint"));
  }

  @Test
  void theLanguageOfASpeakerOfSeveralIsTold() {
    try (SocketServer bilingual =
            new SocketServer(
                peer -> {
                  peer.accept();
                  peer.read();
                  while (!peer.read().orElseThrow().isText()) {}
                  peer.send(
                      DeepgramServer.results("guten Tag", 0, 1, true, true, List.of("de", "en")));
                  peer.read();
                });
        StreamedRecognizer deepgram = deepgram(settings(bilingual.address(), "nova-3"));
        Recognition recognition =
            deepgram.open(
                new Speaker("en", Set.of("pt_br", "de"), List.of(), AudioFormat.PCM_16000))) {
      recognition.accept(new short[16_000]);
      assertThat(recognition.finish()).isEqualTo("guten Tag");
      assertThat(recognition.facts().language()).contains("de");
      assertThat(recognition.facts().confidence()).hasValue(0.9);
      assertThat(recognition.facts().punctuated()).isTrue();
      assertThat(bilingual.peers().getFirst().query())
          .contains(
              "language=multi", "language_hint=en", "language_hint=de", "language_hint=pt-BR");
    }
  }

  @Test
  void oneConnectionServesAllUtterancesAndIsKeptAliveBetweenThem() {
    try (StreamedRecognizer lively =
            new StreamedRecognizer(
                new Deepgram(settings(server.address(), "nova-3")),
                GENEROUS,
                Clock.systemUTC(),
                Duration.ofMillis(20));
        Recognition recognition = lively.open(MICROPHONE)) {
      recognised(recognition);
      await().until(() -> peer().texts().contains("{\"type\":\"KeepAlive\"}"));
      assertThat(recognised(recognition)).isEqualTo(understood());
    }
    assertThat(server.peers()).hasSize(1);
    assertThat(peer().texts()).filteredOn(text -> text.contains("Finalize")).hasSize(2);
    await().untilAsserted(() -> assertThat(peer().texts()).endsWith("{\"type\":\"CloseStream\"}"));
    await().until(() -> peer().over());
  }

  @Test
  void anEndThatDeepgramDoesNotConfirmIsConcludedFromHowFarItsResultsReach() {
    double seconds = CLIP.inACall(300).length / 16_000.0;
    try (SocketServer unconfirmed =
            new SocketServer(
                peer -> {
                  peer.accept();
                  while (!peer.read().orElseThrow().isText()) {}
                  peer.send(DeepgramServer.results(CLIP.text(), 0, seconds - 0.1, true, false));
                  peer.read();
                });
        StreamedRecognizer deepgram =
            new StreamedRecognizer(
                new Deepgram(settings(unconfirmed.address(), "nova-3")),
                new Deadlines(
                    Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(3)),
                Clock.systemUTC());
        Recognition recognition = deepgram.open(MICROPHONE)) {
      assertThat(recognised(recognition)).isEqualTo(CLIP.text());
    }
  }

  @Test
  void withoutAKeyItSaysWhichSettingIsMissing() {
    var keyless = new DeepgramSettings(server.address(), Optional.empty(), "nova-3", true, false);
    try (StreamedRecognizer deepgram = deepgram(keyless)) {
      assertThat(deepgram.unavailability("en"))
          .hasValueSatisfying(why -> assertThat(why).contains("colloquy.asr.deepgram.api-key"));
      assertThatThrownBy(() -> deepgram.open(MICROPHONE)).isInstanceOf(SpeechUnavailable.class);
    }
  }

  @Test
  void theKeyIsInNoDescription() {
    assertThat(settings(server.address(), "nova-3").toString()).doesNotContain(DeepgramServer.KEY);
  }

  private SocketServer.Peer peer() {
    return server.peers().getFirst();
  }

  static DeepgramSettings settings(String address, String model) {
    return new DeepgramSettings(address, Optional.of(DeepgramServer.KEY), model, true, false);
  }

  private static StreamedRecognizer deepgram(DeepgramSettings settings) {
    return new StreamedRecognizer(new Deepgram(settings), GENEROUS, Clock.systemUTC());
  }
}
