package io.colloquy.conversation.webhook;

import static io.colloquy.conversation.Rest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.Json;
import io.colloquy.conversation.outgoing.Deadline;
import io.colloquy.conversation.outgoing.Outgoing;
import io.colloquy.conversation.outgoing.RecordingServer;
import io.colloquy.conversation.outgoing.RecordingServer.Received;
import io.colloquy.conversation.outgoing.RecordingServer.Reply;
import io.colloquy.conversation.tools.ToolResult;
import io.colloquy.rest.egress.Egress;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows WT-02, WT-11, WT-13, WT-15, WT-16: a request goes out, and what comes back is told. */
class WebhookTest {

  private static final int KIB_64 = 64 * 1024;
  private static final String SECRET = "Bearer s3cr3t-t0ken";

  private final Vertx vertx = Vertx.vertx();
  private final Outgoing outgoing = outgoing(new Egress(true));

  private Outgoing outgoing(Egress egress) {
    return new Outgoing(vertx, egress, new Outgoing.Limits(4, 8));
  }

  @AfterEach
  void close() {
    outgoing.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private ToolResult use(RecordingServer server, String members) throws InterruptedException {
    return use(outgoing, server.url() + "/hook", members, Duration.ofSeconds(20));
  }

  private static ToolResult use(Outgoing outgoing, String url, String members, Duration time)
      throws InterruptedException {
    var api = json("{\"url\": \"%s\"%s}".formatted(url, members));
    return new Webhook(outgoing, Deadline.in(time, Clock.systemUTC()), Webhook.Authorization.NONE)
        .use(
            api,
            Json.MAPPER.createObjectNode(),
            Map.of("secret__pin", "1234-pin"),
            Map.of("secret_1", SECRET));
  }

  private static RecordingServer server(Reply reply) throws IOException {
    return new RecordingServer(_ -> reply);
  }

  @Test
  void theBodyOfASuccessIsTheResult() throws Exception {
    try (var server = server(Reply.json(201, "{\"a\": \"ä\"}"))) {
      var result = use(server, ", \"method\": \"POST\", \"request_headers\": {\"X-Key\": \"k\"}");

      assertThat(result.value()).isEqualTo("{\"a\": \"ä\"}");
      assertThat(result.isError()).isFalse();
      assertThat(result.details().orElseThrow().path("url").asText())
          .isEqualTo(server.url() + "/hook");
      assertThat(server.only().line()).isEqualTo("POST /hook HTTP/1.1");
      assertThat(server.only().ownHeaders()).containsExactly("X-Key: k", "content-length: 0");
      assertThat(server.only().header("host")).isEqualTo("127.0.0.1:" + server.port());
    }
  }

  @Test
  void aSuccessWithoutContentIsToldAsOne() throws Exception {
    try (var server = server(Reply.of(204, "", new byte[0]))) {
      assertThat(use(server, "").value())
          .isEqualTo("The server answered with status 204 Some. It has no content.");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 429, 500, 503})
  void aFailureIsToldWithItsStatusAndBody(int status) throws Exception {
    try (var server = server(Reply.json(status, "{\"error\": \"email is malformed\"}"))) {
      var result = use(server, "");

      assertThat(result.isError()).isTrue();
      assertThat(result.value())
          .isEqualTo(
              "The server answered with status %d Some.\n{\"error\": \"email is malformed\"}"
                  .formatted(status));
    }
  }

  @Test
  void twoMegabytesAreCutWithANote() throws Exception {
    var body = ("[" + "\"ä\",".repeat(400_000) + "0]").getBytes(StandardCharsets.UTF_8);
    try (var server = server(Reply.of(200, "content-type: application/json\r\n", body))) {
      var result = use(server, "");

      assertThat(result.isError()).isFalse();
      assertThat(result.value())
          .startsWith("[\"ä\",\"ä\"")
          .endsWith("\n[Cut here: the answer is longer than 64 KiB.]")
          .doesNotContain("\uFFFD");
      assertThat(result.value().getBytes(StandardCharsets.UTF_8))
          .hasSizeBetween(KIB_64 - 4, KIB_64);
    }
  }

  @Test
  void exactly64KibAreWhole() throws Exception {
    var body = "x".repeat(KIB_64);
    try (var server = server(Reply.json(body))) {
      assertThat(use(server, "").value()).isEqualTo(body);
    }
  }

  @Test
  void theCharactersAreThoseThatTheServerNames() throws Exception {
    var body = "Grüße".getBytes(StandardCharsets.ISO_8859_1);
    try (var server = server(Reply.of(200, "content-type: text/plain; charset=latin1\r\n", body))) {
      assertThat(use(server, "").value()).isEqualTo("Grüße");
    }
  }

  @Test
  void aPictureIsNoText() throws Exception {
    try (var server = server(Reply.of(200, "content-type: image/png\r\n", new byte[] {1, 2}))) {
      assertThat(use(server, "").value()).isEqualTo("[The answer is image/png, which is no text.]");
    }
  }

  @Test
  void aServerThatRepeatsASecretDoesNotTellIt() throws Exception {
    Function<Received, Reply> echo =
        request -> Reply.json(400, request.line() + String.join("\n", request.headers()));
    try (var server = new RecordingServer(echo)) {
      var result =
          use(
              outgoing,
              server.url() + "/{{secret__pin}}",
              ", \"request_headers\": {\"Authorization\": {\"secret_id\": \"secret_1\"}}",
              Duration.ofSeconds(20));

      assertThat(server.only().line()).contains("1234-pin");
      assertThat(server.only().header("authorization")).isEqualTo(SECRET);
      assertThat(result.toString()).doesNotContain("1234-pin", "s3cr3t-t0ken").contains("REDACTED");
    }
  }

  @Test
  void aSecretAtTheEndOfWhatWasReadIsNotToldByHalves() throws Exception {
    var body = "x".repeat(Outcome.MOST_BYTES_READ - 5) + SECRET + "y".repeat(1_000);
    try (var server = server(Reply.json(body))) {
      assertThat(
              use(
                      server,
                      ", \"request_headers\": {\"Authorization\": {\"secret_id\": \"secret_1\"}}")
                  .value())
          .doesNotContain("Bear");
    }
  }

  @Test
  void theTimeIsForTheWholeAnswer() throws Exception {
    var over = new CountDownLatch(1);
    Reply drop =
        out -> {
          out.write(
              "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf"
                  .getBytes(StandardCharsets.UTF_8));
          out.flush();
          over.await();
        };
    try (var server = server(drop)) {
      var result = use(outgoing, server.url(), "", Duration.ofSeconds(1));

      assertThat(result.isError()).isTrue();
      assertThat(result.value()).isEqualTo("The server did not answer within 1 seconds.");
      over.countDown();
    }
  }

  @Test
  void aServerThatIsNotThereIsTold() throws Exception {
    var gone = server(Reply.json("{}"));
    gone.close();

    var result = use(gone, "");

    assertThat(result.isError()).isTrue();
    assertThat(result.value()).isEqualTo("The server cannot be reached.");
  }

  @Test
  void aConnectionThatEndsTooEarlyIsTold() throws Exception {
    Reply half =
        out -> {
          out.write(
              "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx".getBytes(StandardCharsets.UTF_8));
          out.flush();
          out.close();
        };
    try (var server = server(half)) {
      assertThat(use(server, "").value())
          .isEqualTo("The server ended the connection before it had answered.");
    }
  }

  @Test
  void aPrivateAddressIsRefusedAndNotConnectedTo() throws Exception {
    try (var server = server(Reply.json("{}"));
        var strict = outgoing(new Egress(false))) {
      var result = use(strict, server.url(), "", Duration.ofSeconds(20));

      assertThat(result.isError()).isTrue();
      assertThat(result.value()).contains("private network");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void overTheInternetOnlyTlsIsSpoken() throws Exception {
    var egress = new Egress(true, _ -> List.of(InetAddress.getByName("93.184.216.34")));
    try (var strict = outgoing(egress)) {
      assertThat(use(strict, "http://example.com/", "", Duration.ofSeconds(20)).value())
          .isEqualTo("The address should begin with https://.");
    }
  }

  @Test
  void aCertificateThatNobodyTrustsEndsTheConnection(@TempDir Path folder) throws Exception {
    try (var server = new RecordingServer(selfSigned(folder), _ -> Reply.json("{}"))) {
      var url = server.url().replace("http://127.0.0.1", "https://localhost");

      var result = use(outgoing, url, "", Duration.ofSeconds(20));

      assertThat(result.isError()).isTrue();
      assertThat(result.value())
          .isEqualTo("No secure connection to the server: its certificate is not trusted.");
      assertThat(server.received()).isEmpty();
    }
  }

  /** With a certificate for localhost that the JDK's own tool makes. */
  private static ServerSocket selfSigned(Path folder) throws Exception {
    var store = folder.resolve("store");
    var made =
        new ProcessBuilder(
                (System.getProperty("java.home")
                        + "/bin/keytool -genkeypair -alias a -keyalg EC"
                        + " -dname CN=localhost -ext san=dns:localhost -storepass changeit"
                        + " -keystore "
                        + store)
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    assertThat(made.waitFor()).isZero();
    var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    var factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, "changeit".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @Test
  void aRedirectWithinTheHostIsFollowed() throws Exception {
    Function<Received, Reply> replies =
        request ->
            request.line().startsWith("GET /hook")
                ? Reply.redirect(302, "/there?x=1")
                : Reply.json("\"here\"");
    try (var server = new RecordingServer(replies)) {
      assertThat(use(server, "").value()).isEqualTo("\"here\"");
      assertThat(server.received())
          .extracting(Received::line)
          .containsExactly("GET /hook HTTP/1.1", "GET /there?x=1 HTTP/1.1");
    }
  }

  @Test
  void aRedirectToAnotherHostIsNotFollowed() throws Exception {
    try (var other = server(Reply.json("\"stolen\""));
        var server = server(Reply.redirect(307, other.url()))) {
      var result = use(server, "");

      assertThat(result.isError()).isTrue();
      assertThat(result.value()).contains("status 307");
      assertThat(other.received()).isEmpty();
    }
  }

  @Test
  void whatChangesSomethingIsNotSentTwice() throws Exception {
    try (var server = server(Reply.redirect(302, "/there"))) {
      assertThat(use(server, ", \"method\": \"POST\"").value()).contains("status 302");
      assertThat(server.received()).hasSize(1);
    }
  }

  @Test
  void aServerThatRedirectsForEverIsLeft() throws Exception {
    var count = new AtomicInteger();
    try (var server =
        new RecordingServer(_ -> Reply.redirect(302, "/" + count.incrementAndGet()))) {
      assertThat(use(server, "").isError()).isTrue();
      assertThat(server.received()).hasSize(4);
    }
  }

  @Test
  void connectionsAreUsedAgain() throws Exception {
    try (var server = server(Reply.json("{}"))) {
      for (int i = 0; i < 5; i++) {
        use(server, "");
      }
      assertThat(server.received()).hasSize(5);
      // A connection is free again a moment after its answer is known.
      assertThat(server.connections()).isLessThan(5);
    }
  }

  @Test
  void noMoreThanSoManyAreUnderWayToOneHost() throws Exception {
    var release = new CountDownLatch(1);
    Reply slow =
        out -> {
          release.await();
          Reply.json("{}").write(out);
        };
    try (var server = server(slow);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ToolResult>> uses = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        uses.add(threads.submit(() -> use(server, "")));
      }
      await().until(() -> server.received().size() == 4);
      for (int i = 0; i < 12; i++) {
        uses.add(threads.submit(() -> use(server, "")));
      }
      await().until(() -> uses.stream().filter(Future::isDone).count() == 4);
      assertThat(server.connections()).isEqualTo(4);
      release.countDown();
      List<String> values = new ArrayList<>();
      for (var use : uses) {
        values.add(use.get().value());
      }
      assertThat(values).filteredOn("{}"::equals).hasSize(12);
      assertThat(values).filteredOn("Too many requests wait for this server."::equals).hasSize(4);
    }
  }

  @Test
  void aCallThatEndsGivesUpTheRequest() throws Exception {
    var asked = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    Reply silent =
        _ -> {
          asked.countDown();
          never.await();
        };
    try (var server = server(silent);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var use = threads.submit(() -> use(server, ""));
      asked.await();
      use.cancel(true);
      assertThat(use.isCancelled()).isTrue();
    }
  }
}
