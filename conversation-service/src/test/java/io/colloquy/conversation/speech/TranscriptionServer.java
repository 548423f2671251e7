package io.colloquy.conversation.speech;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Takes transcription requests as OpenAI does, and answers as a test wants. */
final class TranscriptionServer implements AutoCloseable {

  /** What came in one request: fields of the form by name, as bytes in Latin-1. */
  record Request(String path, String authorization, Map<String, String> form) {

    byte[] file() {
      return form.getOrDefault("file", "").getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** What is answered. */
  interface Answer {
    void to(Request request, HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  TranscriptionServer(Answer answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> serve(answer, exchange));
    server.start();
  }

  static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(Answer answer, HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("content-type");
    byte[] body = exchange.getRequestBody().readAllBytes();
    Request request =
        new Request(
            exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
            String.valueOf(exchange.getRequestHeaders().getFirst("authorization")),
            form(new String(body, StandardCharsets.ISO_8859_1), type.split("boundary=")[1]));
    requests.add(request);
    answer.to(request, exchange);
  }

  private static Map<String, String> form(String body, String boundary) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String part : body.split("--" + boundary + "(--)?\r\n", -1)) {
      int blank = part.indexOf("\r\n\r\n");
      if (blank > 0) {
        String name = part.split("name=\"", 2)[1].split("\"", 2)[0];
        form.put(name, part.substring(blank + 4, part.length() - 2));
      }
    }
    return form;
  }
}
