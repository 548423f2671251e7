package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.conversation.speech.elevenlabs.ElevenLabs;
import io.colloquy.conversation.speech.elevenlabs.ElevenLabsSettings;
import io.colloquy.conversation.speech.streamed.StreamedRecognizer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElevenLabsTest extends SpeechRecognizerContractTest {

  private static final Clip CLIP = new Clip("flight");

  private final SocketServer server =
      new SocketServer(new ElevenLabsServer(new Stenographer(CLIP)));

  @Override
  protected SpeechRecognizer create() {
    return elevenLabs(server.address(), ElevenLabsServer.KEY);
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
    List<String> keywords = List.of("Colloquy", "a keyword that is far too long");
    try (Recognition recognition =
        recognizer().open(new Speaker("pt-BR", keywords, AudioFormat.PCM_16000))) {
      recognised(recognition);
    }
    assertThat(peer().query())
        .containsExactly(
            "model_id=scribe_v2_realtime",
            "audio_format=pcm_16000",
            "commit_strategy=manual",
            "language_code=pt",
            "keyterms=Colloquy");
  }

  @Test
  void theLanguageOfASpeakerOfSeveralIsTold() {
    try (Recognition recognition =
        recognizer().open(new Speaker("de", Set.of("en"), List.of(), AudioFormat.PCM_16000))) {
      assertThat(recognised(recognition)).isEqualTo(CLIP.text());
      assertThat(recognition.facts().language()).contains("en");
      assertThat(recognition.facts().punctuated()).isTrue();
    }
    assertThat(peer().query())
        .contains("include_timestamps=true", "include_language_detection=true")
        .noneMatch(parameter -> parameter.startsWith("language_code"));
  }

  @Test
  void soundThatIsTooShortToCommitHasNoWords() {
    try (Recognition recognition = open()) {
      recognition.accept(new short[1_000]);
      assertThat(recognition.finish()).isEmpty();
      assertThat(recognised(recognition)).isEqualTo(understood());
    }
  }

  @Test
  void aWrongKeyIsAFailureThatDoesNotNameIt() {
    try (StreamedRecognizer wrong = elevenLabs(server.address(), "wrong-key");
        Recognition recognition = wrong.open(MICROPHONE)) {
      assertThatThrownBy(() -> recognised(recognition))
          .isInstanceOf(SpeechUnavailable.class)
          .hasMessageContaining("auth_error")
          .hasMessageNotContaining("wrong-key");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error",
        "quota_exceeded",
        "transcriber_error",
        "input_error",
        "rate_limited",
        "queue_overflow",
        "resource_exhausted",
        "session_time_limit_exceeded",
        "chunk_size_exceeded",
        "unaccepted_terms",
        "insufficient_audio_activity",
        "an_error_of_the_future"
      })
  void everyErrorOfTheServiceEndsTheUtterance(String type) {
    try (SocketServer refusing =
            new SocketServer(
                peer -> {
                  peer.accept();
                  peer.read();
                  peer.send(ElevenLabsServer.message(type, "error", "no"));
                  peer.read();
                });
        StreamedRecognizer elevenLabs = elevenLabs(refusing.address(), ElevenLabsServer.KEY);
        Recognition recognition = elevenLabs.open(MICROPHONE)) {
      assertThatThrownBy(() -> recognised(recognition))
          .isInstanceOf(SpeechUnavailable.class)
          .hasMessage("ElevenLabs reports " + type);
    }
  }

  @Test
  void aConnectionThatWasClosedBetweenUtterancesIsMadeAnew() {
    try (Recognition recognition = open()) {
      recognised(recognition);
      cutAll();
      await().until(() -> server.peers().getFirst().over());
      // The utterance that meets the cut itself is lost; the fall-back of the call covers it.
      await()
          .ignoreException(SpeechUnavailable.class)
          .untilAsserted(() -> assertThat(recognised(recognition)).isEqualTo(understood()));
    }
    assertThat(server.peers()).hasSizeGreaterThan(1);
  }

  private void cutAll() {
    server.peers().forEach(SocketServer.Peer::cutQuietly);
  }

  private SocketServer.Peer peer() {
    return server.peers().getFirst();
  }

  private static StreamedRecognizer elevenLabs(String address, String key) {
    ElevenLabsSettings settings =
        new ElevenLabsSettings(address, Optional.of(key), "scribe_v2_realtime");
    return new StreamedRecognizer(
        new ElevenLabs(settings), DeepgramTest.GENEROUS, Clock.systemUTC());
  }
}
