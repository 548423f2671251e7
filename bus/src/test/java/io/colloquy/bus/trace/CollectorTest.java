package io.colloquy.bus.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans on their way out of a service, to a collector that listens on a socket. */
class CollectorTest {

  private record Received(String path, String contentType, String body) {}

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private HttpServer collector;

  @BeforeEach
  void aCollector() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          try (exchange) {
            received.add(
                new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    // The names in it are plain bytes; the rest is protobuf's.
                    new String(
                        exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1)));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    collector.start();
  }

  @AfterEach
  void noCollector() {
    collector.stop(0);
  }

  @Test
  void spansReachTheCollectorAtTheLatestWhenTheServiceStops() {
    try (var traces = Traces.to("test-service", Optional.of(address()))) {
      traces.tracer().spanBuilder("turn").startSpan().end();
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> !received.isEmpty());
    assertThat(received)
        .singleElement()
        .satisfies(post -> assertThat(post.path()).isEqualTo("/v1/traces"))
        .satisfies(post -> assertThat(post.contentType()).isEqualTo("application/x-protobuf"))
        .satisfies(post -> assertThat(post.body()).contains("test-service", "turn"));
  }

  @ParameterizedTest
  @CsvSource({"otel.sdk.disabled,true", "otel.traces.exporter,none"})
  void whoeverSwitchesOpenTelemetryOffIsObeyed(String setting, String value) {
    System.setProperty(setting, value);
    try (var traces = Traces.to("test-service", Optional.of(address()))) {
      assertThat(traces).isSameAs(Traces.off());
    } finally {
      System.clearProperty(setting);
    }
  }

  private String address() {
    return "http://127.0.0.1:" + collector.getAddress().getPort();
  }
}
