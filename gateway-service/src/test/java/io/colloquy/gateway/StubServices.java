package io.colloquy.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.colloquy.contracts.Json;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The services behind the entry, and settings that make the gateway's waits short enough for tests.
 */
public final class StubServices implements QuarkusTestResourceLifecycleManager {

  public static final String API_KEY = "key-of-the-tests-0123456789abcdef";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<HttpServer> servers = new ArrayList<>();

  @Override
  public Map<String, String> start() {
    return Map.ofEntries(
        Map.entry("colloquy.upstream.conversation", start("conversation")),
        Map.entry("colloquy.upstream.analysis", start("analysis")),
        Map.entry("colloquy.upstream.telephony", start("telephony")),
        Map.entry("colloquy.upstream.llm-cascade", start("llm-cascade")),
        Map.entry("colloquy.upstream.tts", start("tts")),
        Map.entry("colloquy.gateway.key-memory", "300ms"),
        Map.entry("colloquy.bootstrap-api-key", API_KEY),
        Map.entry("colloquy.gateway.lease-renewal", "300ms"),
        Map.entry("colloquy.gateway.call.initiation-grace", "1500ms"),
        Map.entry("colloquy.gateway.call.start-patience", "2s"),
        Map.entry("colloquy.gateway.call.client-silence", "3s"),
        Map.entry("colloquy.gateway.call.close-patience", "1s"),
        Map.entry("colloquy.gateway.call.ping-interval", "500ms"),
        Map.entry("colloquy.gateway.call.shed-above", "64K"),
        Map.entry("colloquy.gateway.call.max-queued", "1M"),
        Map.entry("colloquy.gateway.rest.max-body", "1M"),
        Map.entry("colloquy.gateway.rest.body-limits.knowledge-base", "2M"),
        Map.entry("colloquy.gateway.rest.response-timeout", "1s"));
  }

  /** Starts a service and returns its address. */
  private String start(String name) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext("/", exchange -> answer(name, exchange));
      server.start();
      servers.add(server);
      return address(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(String name, HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestURI().getPath()) {
        case "/v1/convai/conversations/conv_sound/audio" -> sound(exchange);
        case "/v1/convai/agents/breaks" -> {}
        case "/v1/convai/agents/sleeps" -> sleep();
        case "/v1/convai/agents/streams" -> stream(exchange);
        case "/v1/convai/agents/teapot" -> send(exchange, 418, "{\"detail\":\"short and stout\"}");
        default -> send(exchange, 200, Json.text(seen(name, exchange, body)));
      }
    }
  }

  private static Map<String, Object> seen(String name, HttpExchange exchange, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((header, values) -> headers.put(header.toLowerCase(Locale.ROOT), values.get(0)));
    return Map.of(
        "service",
        name,
        "method",
        exchange.getRequestMethod(),
        "uri",
        exchange.getRequestURI().toString(),
        "headers",
        headers,
        "length",
        body.length,
        "body",
        new String(body, 0, Math.min(body.length, 100), StandardCharsets.UTF_8));
  }

  /** Says nothing until the caller has long given up. */
  private void sleep() {
    try {
      var _ = over.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One line, then silence: whoever waits for the end sees nothing. */
  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
    sleep();
  }

  /** A file of which parts can be asked for; only these that a test asks for. */
  private static void sound(HttpExchange exchange) throws IOException {
    var answer = exchange.getResponseHeaders();
    answer.set("Content-Type", "audio/mpeg");
    answer.set("Accept-Ranges", "bytes");
    if (exchange.getRequestMethod().equals("HEAD")) {
      answer.set("Content-Length", "1000");
      exchange.sendResponseHeaders(200, -1);
    } else if ("bytes=2-5".equals(exchange.getRequestHeaders().getFirst("Range"))) {
      answer.set("Content-Range", "bytes 2-5/1000");
      exchange.sendResponseHeaders(206, 4);
      exchange.getResponseBody().write("2345".getBytes(StandardCharsets.UTF_8));
    } else {
      answer.set("Content-Range", "bytes */1000");
      exchange.sendResponseHeaders(416, -1);
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "https://somewhere.else");
    exchange.getResponseHeaders().set("Keep-Alive", "timeout=5");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void stop() {
    over.countDown();
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
  }
}
