package io.colloquy.analysis.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.analysis.webhooks.Receiver;
import io.colloquy.analysis.webhooks.Receiver.Received;
import io.colloquy.analysis.webhooks.delivery.Outcome.Fault;
import io.colloquy.analysis.webhooks.delivery.Outcome.Unsent;
import io.colloquy.contracts.Json;
import io.colloquy.rest.egress.Egress;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a claim to what its receiver sees. */
class HttpCourierTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final byte[] MP3 = new byte[5_000_000];

  static {
    new Random(7).nextBytes(MP3);
  }

  private final Vertx vertx = Vertx.vertx();
  private final Poster poster =
      new Poster(
          vertx,
          new Egress(_ -> true, _ -> List.of(InetAddress.getLoopbackAddress())),
          new PosterSettings(LONG, LONG, 10, Optional.empty(), Optional.empty(), Optional.empty()),
          Clock.systemUTC());
  private Receiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = Receiver.thatAnswers(200);
  }

  @AfterEach
  void close() throws Exception {
    receiver.close();
    poster.close();
    assertThat(vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS))
        .isNull();
  }

  private HttpCourier courier(AudioSource recordings) {
    return new HttpCourier(
        poster,
        recordings,
        (text, id) -> text.replace("sealed for " + id + ": ", ""),
        Clock.systemUTC(),
        new HttpCourier.Limits(LONG, LONG));
  }

  private Claim claim(EventKind kind, int attempt, boolean retried, Optional<String> previous) {
    return new Claim(
        1,
        "lease",
        attempt,
        retried,
        new Claim.Event(
            "msg_1",
            "default",
            kind,
            "agent_1",
            "conv_1",
            Instant.ofEpochSecond(1_739_537_319),
            kind == EventKind.POST_CALL_AUDIO
                ? Optional.empty()
                : Optional.of("{\"type\": 1}".getBytes(UTF_8))),
        new Claim.Receiver(
            "wh_1",
            receiver.url(),
            Optional.of("sealed for wh_1: {\"X-Key\": \"k\", \"Content-Type\": \"no\"}"),
            "sealed for wh_1: new",
            previous));
  }

  private Claim text(int attempt, boolean retried) {
    return claim(EventKind.POST_CALL_TRANSCRIPTION, attempt, retried, Optional.empty());
  }

  private static String hash(String secret, Received request) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    mac.update((request.headers().get("webhook-timestamp") + ".").getBytes(UTF_8));
    return "v0=" + HexFormat.of().formatHex(mac.doFinal(request.body()));
  }

  private String firstSignature() {
    return receiver.received().getLast().headers().get("elevenlabs-signature").split(",")[1];
  }

  @Test
  void aRecordingIsSignedBeforeItIsSentAndComesInChunks() throws Exception {
    var done =
        courier((_, _) -> new ByteArrayInputStream(MP3))
            .bring(claim(EventKind.POST_CALL_AUDIO, 1, true, Optional.empty()));

    assertThat(done.outcome().isDelivered()).isTrue();
    var request = receiver.received().getFirst();
    assertThat(request.isChunked()).isTrue();
    assertThat(firstSignature()).isEqualTo(hash("new", request));
    assertThat(done.sha256()).contains(Digests.of(request.body()));
    assertThat(Json.read(request.body(), JsonNode.class).at("/data/full_audio").binaryValue())
        .isEqualTo(MP3);
  }

  @Test
  void aRecordingThatChangesMeanwhileArrivesNowhereAsAWhole() throws Exception {
    var times = new AtomicInteger();

    var done =
        courier((_, _) -> new ByteArrayInputStream(MP3, 0, MP3.length - times.getAndIncrement()))
            .bring(claim(EventKind.POST_CALL_AUDIO, 1, true, Optional.empty()));

    assertThat(done.outcome()).isEqualTo(new Unsent(Fault.INTERNAL));
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void oneThatIsGoneIsNotTheReceiversFault() throws Exception {
    var done =
        courier(new NoRecordings())
            .bring(claim(EventKind.POST_CALL_AUDIO, 1, true, Optional.empty()));

    assertThat(done.outcome()).isEqualTo(new Unsent(Fault.CONTENT_GONE));
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void oneThatCannotBeReadNowIsNotEither() throws Exception {
    var done =
        courier(
                (_, _) -> {
                  throw new IOException("the store is away");
                })
            .bring(claim(EventKind.POST_CALL_AUDIO, 1, true, Optional.empty()));

    assertThat(done.outcome()).isEqualTo(new Unsent(Fault.INTERNAL));
  }

  @Test
  void whatMayBeSentOnceIsNotSentByWhoeverTakesItOver() throws Exception {
    var courier = courier(new NoRecordings());

    assertThat(courier.bring(text(1, false)).outcome().isDelivered()).isTrue();
    assertThat(courier.bring(text(2, false)).outcome()).isEqualTo(new Unsent(Fault.PERHAPS_SENT));
    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void receiversThatLookAtOneSignatureSeeTheOldSecretsFirstAndTheNewOnesNext() throws Exception {
    var courier = courier(new NoRecordings());
    var kind = EventKind.POST_CALL_TRANSCRIPTION;

    for (var expected : List.of("old", "new", "old")) {
      int attempt = receiver.received().size() + 1;
      var _ = courier.bring(claim(kind, attempt, true, Optional.of("sealed for wh_1: old")));
      assertThat(firstSignature()).isEqualTo(hash(expected, receiver.received().getLast()));
    }
  }

  @Test
  void theReceiversOwnHeadersGoWithIt() throws Exception {
    var _ = courier(new NoRecordings()).bring(text(1, true));

    assertThat(receiver.received().getFirst().headers())
        .containsEntry("x-key", "k")
        .containsEntry("content-type", "application/json")
        .containsEntry("webhook-id", "msg_1");
  }
}
