package io.colloquy.tts.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.hosted.SpeechServer.Reply;
import io.colloquy.tts.hosted.SpeechServer.Request;
import io.colloquy.tts.voice.Availability;
import io.colloquy.tts.voice.Recording;
import io.colloquy.tts.voice.Sound;
import io.colloquy.tts.voice.SynthesisFailure;
import io.colloquy.tts.voice.SynthesisFailure.Kind;
import io.colloquy.tts.voice.Synthesizer;
import io.colloquy.tts.voice.Synthesizer.Sink;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import io.colloquy.tts.voice.SynthesizerContractTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every hosted service's client promises, against a server that speaks its protocol. */
abstract class HostedVoiceContractTest extends SynthesizerContractTest {

  static final String KEY = "very-secret-key";
  private static final int PART_MS = 200;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Patience PATIENCE = new Patience(LONG, LONG, LONG, LONG);

  /** Long enough that a slow machine's server has answered, though it says nothing. */
  private static final Patience WITH_BEGINNERS =
      new Patience(LONG, Duration.ofSeconds(2), LONG, LONG);

  private static final Patience WITH_SPEAKERS =
      new Patience(LONG, LONG, Duration.ofMillis(150), Duration.ofMillis(400));

  SpeechServer server;
  private Synthesizer engine;

  @BeforeEach
  void startServer() {
    assumeTrue(Said.FLITE.availability() instanceof Availability.Ready, "flite says the texts");
    var _ = Said.of(longText(), 1, rate()); // now, not while somebody waits
    server = new SpeechServer(this::speakWell);
    engine = connect(account(PATIENCE));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  Account account(Patience patience) {
    return new Account(
        "somebody",
        server.address(),
        Optional.of(KEY),
        Optional.empty(),
        rate(),
        List.of(),
        patience);
  }

  abstract Synthesizer connect(Account account);

  abstract int rate();

  abstract String type();

  abstract String textOf(Request request);

  abstract double speedOf(Request request);

  /** The body of an answer in parts, each with a part of the sound. */
  abstract List<byte[]> body(Said said, List<byte[]> sound);

  /** Whether noise instead of an answer can be told from sound. */
  boolean noticesGarbage() {
    return true;
  }

  @Override
  protected Synthesizer engine() {
    return engine;
  }

  @Override
  protected void needsTheEngine() {}

  @Override
  protected String language() {
    return "en";
  }

  @Override
  protected String longText() {
    return counted("This is sentence number %d, and it goes on for a while.", 8);
  }

  @Override
  protected Voice voice(double speed) {
    return new Voice("voice-1", Optional.of("eleven_flash_v2_5"), "en", speed, 0.4, 0.7);
  }

  private List<byte[]> bodyOf(Request request) {
    var said = Said.of(textOf(request), speedOf(request), rate());
    return body(said, said.parts(PART_MS));
  }

  private void speakWell(Request request, Reply reply) throws IOException {
    reply.begin(type());
    for (var part : bodyOf(request)) {
      reply.part(part);
      reply.pause(3);
    }
    reply.end();
  }

  @Test
  void whatWasSaidIsHeardSampleBySample() {
    var said = Said.of(SHORT_TEXT, 1, rate());

    var heard = speak(SHORT_TEXT);

    assertThat(heard.rate()).isEqualTo(rate());
    assertThat(io.colloquy.media.Pcm.bytes(heard.samples())).isEqualTo(said.samples());
  }

  @Test
  void itDoesNotMatterWhereTheAnswerIsCutIntoPieces() {
    var random = new Random(3);
    server.play(
        (request, reply) -> {
          var all = new ByteArrayOutputStream();
          bodyOf(request).forEach(all::writeBytes);
          byte[] bytes = all.toByteArray();
          reply.begin(type());
          for (int at = 0; at < bytes.length; ) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(at < 200 ? 3 : 4_001));
            reply.part(Arrays.copyOfRange(bytes, at, to));
            at = to;
          }
          reply.end();
        });

    var heard = speak(SHORT_TEXT);

    assertThat(io.colloquy.media.Pcm.bytes(heard.samples()))
        .isEqualTo(Said.of(SHORT_TEXT, 1, rate()).samples());
    assertThat(heard.chars()).hasSize(SHORT_TEXT.length());
  }

  @Test
  void oneConnectionServesOnePieceAfterTheOther() {
    for (int i = 0; i < 5; i++) {
      speak(SHORT_TEXT);
    }

    assertThat(server.requests()).hasSize(5);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void aCancellationHangsUpAtOnce() throws InterruptedException {
    var cancel = new AtomicReference<Runnable>();
    server.play(
        (request, reply) -> {
          reply.begin(type());
          var parts = bodyOf(request);
          for (var part : parts.subList(0, parts.size() / 2)) {
            reply.part(part);
          }
          Thread.ofVirtual().start(() -> cancel.get().run());
          reply.fallSilent();
        });

    var failure =
        catchThrowableOfType(
            SynthesisFailure.class,
            () ->
                engine.speak(
                    new Utterance(longText(), voice(1)),
                    new Sink() {
                      @Override
                      public boolean take(Sound sound) {
                        return true;
                      }

                      @Override
                      public void whenUnwanted(Runnable stop) {
                        cancel.set(stop);
                      }
                    }));

    assertThat(failure).isNotNull();
    assertThat(server.hangUp().await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSinkThatWantsNoMoreEndsTheConnection() throws InterruptedException {
    server.play(
        (request, reply) -> {
          reply.begin(type());
          for (var part : bodyOf(request)) {
            reply.part(part);
            reply.pause(20);
          }
          reply.fallSilent();
        });

    var heard = Recording.of(engine, new Utterance(longText(), voice(1)), 1);

    assertThat(heard.sounds()).hasSize(1);
    assertThat(server.hangUp().await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aServiceThatDoesNotAnswerIsNotWaitedForLong() {
    server.play((_, reply) -> reply.fallSilent());

    assertThat(failure(WITH_BEGINNERS)).hasMessage("somebody does not answer");
  }

  @Test
  void aServiceThatDoesNotBeginIsNotWaitedForLong() {
    server.play(
        (_, reply) -> {
          reply.begin(type());
          reply.fallSilent();
        });

    assertThat(failure(WITH_BEGINNERS)).hasMessage("somebody does not begin to speak");
  }

  @Test
  void aServiceThatTricklesFallsBehind() {
    server.play(
        (request, reply) -> {
          reply.begin(type());
          for (var part : bodyOf(request)) {
            reply.part(part);
            reply.pause(300);
          }
          reply.end();
        });

    assertThat(failure(WITH_SPEAKERS)).hasMessage("somebody falls behind");
  }

  @Test
  void aServiceThatStopsInTheMiddleIsNotWaitedForLong() {
    server.play(
        (request, reply) -> {
          reply.begin(type());
          for (var part : bodyOf(request).subList(0, 3)) {
            reply.part(part);
          }
          reply.fallSilent();
        });

    assertThat(failure(WITH_SPEAKERS)).hasMessage("somebody falls behind");
  }

  @Test
  void aConnectionThatIsCutIsAFailureAndWhatCameBeforeIsHeard() {
    server.play(
        (request, reply) -> {
          var parts = bodyOf(request);
          reply.begin(type());
          for (var part : parts.subList(0, parts.size() / 2)) {
            reply.part(part);
          }
          reply.pause(50);
          reply.cut();
        });
    List<Sound> heard = new ArrayList<>();

    var failure =
        catchThrowableOfType(
            SynthesisFailure.class,
            () -> engine.speak(new Utterance(longText(), voice(1)), heard::add));

    assertThat(failure).hasMessage("somebody breaks off");
    var whole = io.colloquy.media.Pcm.samples(Said.of(longText(), 1, rate()).samples());
    assertThat(heard).isNotEmpty();
    assertThat(heard.getFirst().samples())
        .isEqualTo(Arrays.copyOf(whole, heard.getFirst().samples().length));
  }

  @Test
  void whatIsNoAnswerIsNotTakenForSound() {
    assumeTrue(noticesGarbage());
    server.play(
        (_, reply) -> {
          var noise = new byte[20_000];
          new Random(1).nextBytes(noise);
          noise[0] = 1;
          reply.begin(type());
          reply.part(noise);
          reply.part("\ndata: {\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          reply.end();
        });

    assertThat(failure(PATIENCE).getMessage()).startsWith("somebody ");
  }

  @Test
  void anAnswerWithoutSoundIsAFailure() {
    server.play(
        (_, reply) -> {
          reply.begin(type());
          reply.end();
        });

    assertThat(failure(PATIENCE).getMessage()).startsWith("somebody ");
  }

  @Test
  void aPageIsNotTakenForSound() {
    server.play((_, reply) -> reply.answer(200, "text/plain", "Welcome to our proxy"));

    assertThat(failure(PATIENCE)).hasMessage("somebody answers with no sound");
  }

  @ParameterizedTest
  @CsvSource({
    "401, REFUSED",
    "429, REFUSED",
    "404, OF_THE_REQUEST",
    "422, OF_THE_REQUEST",
    "500, PASSING",
    "503, PASSING",
  })
  void aRefusalSaysNoMoreThanItsNumber(int status, Kind kind) {
    server.play(
        (_, reply) ->
            reply.answer(
                status, "application/json", "{\"detail\": \"" + KEY + " " + SHORT_TEXT + "\"}"));

    var failure = failure(PATIENCE);

    assertThat(failure).hasMessage("somebody answers " + status).hasNoCause();
    assertThat(failure.kind()).isEqualTo(kind);
  }

  @Test
  void aServiceThatIsNotThereCannotBeReached() {
    server.close();

    assertThat(failure(PATIENCE)).hasMessage("somebody cannot be reached");
  }

  @Test
  void theKeyIsNeverShown() {
    assertThat(account(PATIENCE).toString()).doesNotContain(KEY);
  }

  private SynthesisFailure failure(Patience patience) {
    var asked = connect(account(patience));
    return catchThrowableOfType(
        SynthesisFailure.class, () -> asked.speak(new Utterance(longText(), voice(1)), _ -> true));
  }
}
