package io.colloquy.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerTest {

  private final Deque<Integer> statuses = new ArrayDeque<>();
  private final Clock clock = Clock.systemUTC();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/asked",
        exchange -> {
          try (exchange) {
            var status = statuses.remove();
            if (status == 0) {
              over.await();
            }
            exchange.getResponseHeaders().add("retry-after", "0");
            var answer = "answer".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    client.shutdownNow();
    server.stop(0);
  }

  private Peer peer() {
    return new Peer(client, URI.create("http://127.0.0.1:" + server.getAddress().getPort()), clock);
  }

  private String ask(Duration patience) throws Peer.Failed, InterruptedException {
    var answer = peer().post("/asked", _ -> Map.of(), clock.instant().plus(patience));
    return new String(answer, StandardCharsets.UTF_8);
  }

  private void assertFails(Duration patience, int status) {
    assertThatThrownBy(() -> ask(patience))
        .isInstanceOfSatisfying(
            Peer.Failed.class, failed -> assertThat(failed.statusCode()).isEqualTo(status));
  }

  @Test
  void whoIsBusyIsAskedAgain() throws Exception {
    statuses.addAll(List.of(503, 503, 200));

    assertThat(ask(Duration.ofSeconds(20))).isEqualTo("answer");
    assertThat(statuses).isEmpty();
  }

  @Test
  void whoStaysBusyFailsInTime() {
    statuses.addAll(List.of(503, 503, 503, 503, 503));

    assertFails(Duration.ofMillis(300), 503);
  }

  @Test
  void aFailureIsToldWithItsStatus() {
    statuses.add(502);

    assertFails(Duration.ofSeconds(20), 502);
  }

  @Test
  void whoIsSilentIsTooSlow() {
    statuses.add(0);

    assertFails(Duration.ofMillis(100), 504);
  }

  @Test
  void whoIsNotThereCannotBeReached() {
    server.stop(0);

    assertFails(Duration.ofSeconds(20), 503);
  }
}
