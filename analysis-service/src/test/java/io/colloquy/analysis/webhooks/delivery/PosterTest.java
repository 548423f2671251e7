package io.colloquy.analysis.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colloquy.analysis.webhooks.Receiver;
import io.colloquy.analysis.webhooks.delivery.Outcome.Answered;
import io.colloquy.analysis.webhooks.delivery.Outcome.Reason;
import io.colloquy.analysis.webhooks.delivery.Outcome.Unanswered;
import io.colloquy.rest.egress.Egress;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers on real sockets, good and bad. */
class PosterTest {

  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Body BODY = new Body.Whole("{\"said\": \"Grüße 👋\"}".getBytes(UTF_8));
  private static final Egress ANYWHERE =
      new Egress(_ -> true, _ -> List.of(InetAddress.getLoopbackAddress()));

  private final Vertx vertx = Vertx.vertx();
  private final CountDownLatch over = new CountDownLatch(1);
  private Poster poster = poster(LONG, Optional.empty(), Optional.empty(), ANYWHERE);

  private Poster poster(
      Duration response, Optional<String> local, Optional<URI> proxy, Egress egress) {
    var settings =
        new PosterSettings(
            LONG,
            response,
            10,
            local,
            proxy,
            Optional.of(
                new PemTrustOptions().addCertPath("src/test/resources/certificates/ca.pem")));
    return new Poster(vertx, egress, settings, Clock.systemUTC());
  }

  private void impatient() {
    poster.close();
    poster = poster(SHORT, Optional.empty(), Optional.empty(), ANYWHERE);
  }

  private Outcome post(String url) throws Exception {
    return post(url, BODY);
  }

  private Outcome post(String url, Body body) throws Exception {
    return poster.post(url, Map.of("ElevenLabs-Signature", "t=1,v0=2"), body, LONG, false);
  }

  @AfterEach
  void close() throws Exception {
    over.countDown();
    poster.close();
    assertThat(vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS))
        .isNull();
  }

  @Test
  void aReceiverGetsExactlyTheseBytes() throws Exception {
    try (var receiver = Receiver.thatAnswers(200)) {
      assertThat(post(receiver.url())).isEqualTo(new Answered(200, Optional.empty()));

      var request = receiver.received().getFirst();
      assertThat(request.line()).isEqualTo("POST /hook?of=tests HTTP/1.1");
      assertThat(request.text()).isEqualTo("{\"said\": \"Grüße 👋\"}");
      assertThat(request.names()).contains("ElevenLabs-Signature");
      assertThat(request.headers())
          .containsEntry("elevenlabs-signature", "t=1,v0=2")
          .containsEntry("content-type", "application/json")
          .containsEntry("content-length", "24")
          .doesNotContainKey("transfer-encoding");
    }
  }

  @Test
  void aConnectionIsKeptButNotForWhatIsTriedOnce() throws Exception {
    try (var receiver = Receiver.thatAnswers(200)) {
      // A connection is free a moment after its answer, so not each of them finds one.
      int posts = 20;
      for (int i = 0; i < posts; i++) {
        assertThat(post(receiver.url())).isEqualTo(new Answered(200, Optional.empty()));
      }
      int kept = receiver.connections();
      assertThat(kept).isLessThan(posts);

      assertThat(poster.post(receiver.url(), Map.of(), BODY, LONG, true))
          .isEqualTo(new Answered(200, Optional.empty()));
      assertThat(receiver.connections()).isEqualTo(kept + 1);
    }
  }

  @Test
  void aRecordingComesInChunksAndAllOfIt() throws Exception {
    var audio = new byte[3_000_000];
    audio[2_999_999] = 42;
    var body =
        new Body.Enclosed(
            "<".getBytes(UTF_8), () -> new ByteArrayInputStream(audio), ">".getBytes(UTF_8));
    try (var receiver = Receiver.thatAnswers(200)) {
      assertThat(post(receiver.url(), body)).isEqualTo(new Answered(200, Optional.empty()));

      var request = receiver.received().getFirst();
      assertThat(request.isChunked()).isTrue();
      assertThat(request.line()).endsWith("HTTP/1.1");
      assertThat(request.headers()).doesNotContainKey("content-length");
      assertThat(request.body()).hasSize(4_000_002);
      assertThat(request.text()).startsWith("<AAAA").endsWith("AAAAAq>");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 400, 401, 410, 500, 503})
  void whateverItAnswersIsTold(int status) throws Exception {
    try (var receiver = Receiver.thatAnswers(status)) {
      assertThat(post(receiver.url())).isEqualTo(new Answered(status, Optional.empty()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowed(int status) throws Exception {
    try (var other = Receiver.thatAnswers(200);
        var receiver =
            Receiver.that(
                (_, out) ->
                    out.write(Receiver.answer(status, "Location: " + other.url() + "\r\n")))) {
      assertThat(post(receiver.url())).isEqualTo(new Answered(status, Optional.empty()));
      assertThat(other.received()).isEmpty();
    }
  }

  @Test
  void howLongAReceiverWantsToBeLeftAloneIsHeard() throws Exception {
    try (var receiver =
        Receiver.that((_, out) -> out.write(Receiver.answer(429, "Retry-After: 90\r\n")))) {
      assertThat(post(receiver.url()))
          .isEqualTo(new Answered(429, Optional.of(Duration.ofSeconds(90))));
    }
  }

  @Test
  void aReceiverThatSaysNothingIsNotWaitedForForEver() throws Exception {
    impatient();
    try (var receiver = Receiver.that((_, _) -> over.await())) {
      assertThat(post(receiver.url())).isEqualTo(new Unanswered(Reason.TIMEOUT));
    }
  }

  @Test
  void oneThatDripsItsAnswerIsNotEither() throws Exception {
    impatient();
    try (var receiver =
        Receiver.that(
            (_, out) -> {
              while (!over.await(20, TimeUnit.MILLISECONDS)) {
                out.write('H');
                out.flush();
              }
            })) {
      assertThat(post(receiver.url())).isEqualTo(new Unanswered(Reason.TIMEOUT));
    }
  }

  @Test
  void oneThatStopsReadingIsNotEither() throws Exception {
    impatient();
    var endless = new Body.Enclosed(new byte[1], Endless::new, new byte[1]);
    try (var receiver = Receiver.thatReadsNoBody((_, _) -> over.await())) {
      assertThat(post(receiver.url(), endless)).isEqualTo(new Unanswered(Reason.TIMEOUT));
    }
  }

  @Test
  void aWholeAttemptHasALimitHoweverBusyTheReceiverIs() throws Exception {
    try (var receiver = Receiver.that((_, _) -> over.await())) {
      var begin = Instant.now();

      var outcome = poster.post(receiver.url(), Map.of(), BODY, SHORT, false);

      assertThat(outcome).isEqualTo(new Unanswered(Reason.TIMEOUT));
      assertThat(Duration.between(begin, Instant.now())).isLessThan(LONG);
    }
  }

  @Test
  void oneThatHasAnsweredBeforeItHasReadEverythingIsSentNoMore() throws Exception {
    var endless = new Body.Enclosed(new byte[1], Endless::new, new byte[1]);
    try (var receiver =
        Receiver.thatReadsNoBody(
            (_, out) -> {
              out.write(Receiver.answer(413, ""));
              out.flush();
              over.await();
            })) {
      assertThat(post(receiver.url(), endless)).isEqualTo(new Answered(413, Optional.empty()));
    }
  }

  @Test
  void oneThatClosesInTheMiddleHasNotAnswered() throws Exception {
    try (var receiver =
        Receiver.thatReadsNoBody(
            (_, _) -> {
              throw new IOException("closed by the test");
            })) {
      assertThat(post(receiver.url())).isEqualTo(new Unanswered(Reason.BROKEN_OFF));
    }
  }

  @Test
  void aStatusCountsAlsoIfTheRestOfTheAnswerIsCutOff() throws Exception {
    try (var receiver =
        Receiver.that(
            (_, out) -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"a".getBytes(UTF_8));
              throw new IOException("closed by the test");
            })) {
      assertThat(post(receiver.url())).isEqualTo(new Answered(200, Optional.empty()));
    }
  }

  @Test
  void ofAHugeAnswerAlmostNothingIsRead() throws Exception {
    var page = new byte[64 * 1024];
    try (var receiver =
        Receiver.that(
            (_, out) -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n".getBytes(UTF_8));
              while (true) {
                out.write(page);
              }
            })) {
      assertThat(post(receiver.url())).isEqualTo(new Answered(200, Optional.empty()));

      // What the kernel buffers is more than what we read; without an end it would be gigabytes.
      await()
          .during(Duration.ofMillis(300))
          .untilAsserted(() -> assertThat(receiver.written()).isLessThan(32 * 1024 * 1024));
    }
  }

  @Test
  void whereNobodyListensNobodyAnswers() throws Exception {
    int port;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    assertThat(post("http://127.0.0.1:" + port)).isEqualTo(new Unanswered(Reason.UNREACHABLE));
  }

  @Test
  void aCertificateThatHoldsIsTrusted() throws Exception {
    try (var receiver =
        Receiver.withCertificate("valid.p12", (_, out) -> out.write(Receiver.answer(200, "")))) {
      assertThat(post(receiver.tlsUrl())).isEqualTo(new Answered(200, Optional.empty()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"expired.p12", "other.p12"})
  void oneThatHasExpiredOrIsSomebodyElsesIsNot(String certificate) throws Exception {
    try (var receiver =
        Receiver.withCertificate(certificate, (_, out) -> out.write(Receiver.answer(200, "")))) {
      assertThat(post(receiver.tlsUrl())).isEqualTo(new Unanswered(Reason.UNTRUSTED));
      assertThat(receiver.received()).isEmpty();
    }
  }

  @Test
  void aPrivateAddressIsNotConnectedTo() throws Exception {
    poster.close();
    poster =
        poster(
            LONG,
            Optional.empty(),
            Optional.empty(),
            new Egress(false, _ -> List.of(InetAddress.getLoopbackAddress())));
    try (var receiver = Receiver.thatAnswers(200)) {
      assertThat(post(receiver.url())).isEqualTo(new Unanswered(Reason.FORBIDDEN));
      assertThat(post("https://rebound.example/")).isEqualTo(new Unanswered(Reason.FORBIDDEN));
      assertThat(receiver.received()).isEmpty();
    }
  }

  @Test
  void deliveriesGoOutFromTheAddressThatTheOperatorNames() throws Exception {
    poster.close();
    poster = poster(LONG, Optional.of("127.0.0.77"), Optional.empty(), ANYWHERE);
    try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var asked = Thread.ofVirtual().start(() -> ask("http://127.0.0.1:" + door.getLocalPort()));
      try (var connection = door.accept()) {
        assertThat(connection.getInetAddress().getHostAddress()).isEqualTo("127.0.0.77");
      }
      asked.join();
    }
  }

  private void ask(String url) {
    try {
      assertThat(post(url)).isInstanceOf(Unanswered.class);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void orThroughTheProxyThatTheOperatorNamesWhichIsToldTheJudgedAddress() throws Exception {
    try (var proxy = Receiver.thatReadsNoBody((_, out) -> out.write(Receiver.answer(502, "")))) {
      poster.close();
      poster = poster(LONG, Optional.empty(), Optional.of(URI.create(proxy.url())), ANYWHERE);

      assertThat(post("https://receiver.example:9/")).isInstanceOf(Unanswered.class);

      assertThat(proxy.received().getFirst().line()).isEqualTo("CONNECT 127.0.0.1:9 HTTP/1.1");
    }
  }

  @Test
  void aBodyThatCannotBeReadIsNoFaultOfTheReceiver() throws Exception {
    var broken =
        new Body.Enclosed(
            new byte[1],
            () -> {
              throw new IOException("the store is away");
            },
            new byte[1]);
    try (var receiver = Receiver.thatAnswers(200)) {
      assertThatThrownBy(() -> post(receiver.url(), broken))
          .isInstanceOf(IOException.class)
          .hasMessage("the store is away");
      assertThat(receiver.received()).isEmpty();
    }
  }
}
