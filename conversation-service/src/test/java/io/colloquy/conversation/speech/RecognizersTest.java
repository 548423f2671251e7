package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.conversation.speech.fallback.MeteredRecognition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecognizersTest {

  @Test
  void theOrderOfTheConfigurationIsTheOrderInWhichTheyAreAsked() {
    try (SocketServer down = new SocketServer(peer -> peer.refuse(503));
        SpeechRecognizer recognizer =
            configured(
                Map.of(
                    "colloquy.asr.order", "deepgram,elevenlabs,scripted",
                    "colloquy.asr.deepgram.base-url", down.address(),
                    "colloquy.asr.deepgram.api-key", "k",
                    "colloquy.asr.elevenlabs.base-url", down.address(),
                    "colloquy.asr.elevenlabs.api-key", "k",
                    "colloquy.asr.scripted.words", "the last one answers"));
        Recognition recognition = recognizer.open(SpeechRecognizerContractTest.MICROPHONE)) {
      recognition.accept(new short[16_000]);
      assertThat(recognition.finish()).isEqualTo("the last one answers");
      assertThat(down.peers())
          .extracting(p -> p.requestLine().split("[ ?]")[1])
          .containsExactly("/v1/listen", "/v1/speech-to-text/realtime");
    }
  }

  @Test
  void withoutAnOrderThereIsTheOneProvider() {
    try (SpeechRecognizer recognizer = configured(Map.of("colloquy.asr.provider", "scripted"))) {
      assertThat(recognizer.unavailability("eu")).isEmpty();
    }
  }

  @Test
  void whatIsMissingIsNamedForEachOfTheOrder() {
    try (SpeechRecognizer recognizer =
        configured(Map.of("colloquy.asr.order", "deepgram,elevenlabs,vosk,whisper,none"))) {
      assertThat(recognizer.unavailability("en").orElseThrow())
          .contains(
              "colloquy.asr.deepgram.api-key",
              "colloquy.asr.elevenlabs.api-key",
              "colloquy.asr.vosk.model",
              "colloquy.asr.whisper.model",
              "colloquy.asr.provider=none");
      recognizer.warmUp();
    }
  }

  @Test
  void aProviderThatDoesNotExistIsRefusedAtTheStart() {
    assertThatThrownBy(() -> configured(Map.of("colloquy.asr.order", "deepgram,oracle")))
        .hasMessageContaining("oracle");
  }

  private static SpeechRecognizer configured(Map<String, String> settings) {
    return Recognizers.of(
        config(settings), new MeteredRecognition(new SimpleMeterRegistry()), Clock.systemUTC());
  }

  static SpeechConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(SpeechConfig.class)
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(SpeechConfig.class);
  }
}
