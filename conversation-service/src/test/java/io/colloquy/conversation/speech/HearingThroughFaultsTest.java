package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.conversation.speech.fallback.MeteredRecognition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole of hearing, as it is configured, on services that fail. */
class HearingThroughFaultsTest {

  private static final Clip FIRST = new Clip("opening-hours");
  private static final Clip SECOND = new Clip("flight");
  private static final int ENOUGH_QUIET = 1_000;

  private final List<Heard> heard = new ArrayList<>();

  @BeforeAll
  static void theEmbeddedEngineIsThere() {
    try (PocketSphinxRecognizer sphinx =
        new PocketSphinxRecognizer(PocketSphinxSettings.debian())) {
      Packages.requirePocketSphinx(sphinx);
    }
  }

  @Test
  void aCallerNoticesNothingWhenTheServiceIsCutOff() {
    try (SocketServer server = new SocketServer(StreamedFaultsTest.Fault.CUTS_THE_CONNECTION)) {
      EarsFactory factory = factory("deepgram,pocketsphinx", server);
      try (Ears ears = open(factory)) {
        say(ears, FIRST);
        say(ears, SECOND);
      } finally {
        factory.close();
      }
      assertThat(words()).containsExactly(FIRST.text(), SECOND.text());
      assertThat(all(Heard.Failed.class)).isEmpty();
      assertThat(all(Heard.Partial.class)).isNotEmpty();
    }
  }

  @Test
  void aCallerWhomNobodyUnderstandsIsToldOnceAndUnderstoodWhenTheServiceIsWellAgain() {
    List<SocketServer.Script> scripts =
        new ArrayList<>(
            List.of(
                StreamedFaultsTest.Fault.REFUSES_THE_KEY,
                StreamedFaultsTest.Fault.REFUSES_THE_KEY));
    // What the ears cut out of a call is not known to a byte: that there was sound must do.
    DeepgramServer well = new DeepgramServer(pcm -> "heard " + pcm.length / 32_000 + " seconds");
    try (SocketServer server =
        new SocketServer(peer -> (scripts.isEmpty() ? well : scripts.removeFirst()).play(peer))) {
      EarsFactory factory = factory("deepgram", server);
      try (Ears ears = open(factory)) {
        say(ears, FIRST);
        await().until(() -> server.peers().size() == 2);
        say(ears, SECOND);
      } finally {
        factory.close();
      }
      assertThat(words()).hasSize(2);
      assertThat(words().getFirst()).isEmpty();
      assertThat(words().getLast()).contains("heard");
      assertThat(all(Heard.Failed.class)).hasSize(1);
      assertThat(all(Heard.Failed.class).getFirst().message()).contains("status 401");
    }
  }

  private Ears open(EarsFactory factory) {
    Speaker speaker = new Speaker("en", List.of(), AudioFormat.PCM_16000);
    return factory.open(speaker, Patience.fixed(Duration.ofMillis(600)), heard::add);
  }

  private static void say(Ears ears, Clip clip) {
    byte[] call = clip.inACall(ENOUGH_QUIET, AudioFormat.PCM_16000);
    Sound.cut(call, () -> 1_024).forEach(ears::hear);
  }

  private List<String> words() {
    return all(Heard.Utterance.class).stream().map(Heard.Utterance::text).toList();
  }

  private <T extends Heard> List<T> all(Class<T> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static EarsFactory factory(String order, SocketServer server) {
    SpeechConfig config =
        RecognizersTest.config(
            Map.of(
                "colloquy.asr.order",
                order,
                "colloquy.asr.breaker.failures",
                "5",
                "colloquy.asr.deepgram.base-url",
                server.address(),
                "colloquy.asr.deepgram.api-key",
                DeepgramServer.KEY,
                "colloquy.asr.deepgram.finish-patience",
                "2s"));
    return new EarsFactory(
        Recognizers.of(
            config, new MeteredRecognition(new SimpleMeterRegistry()), Clock.systemUTC()),
        EarsSettings.defaults());
  }
}
