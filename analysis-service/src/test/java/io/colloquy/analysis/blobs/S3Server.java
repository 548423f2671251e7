package io.colloquy.analysis.blobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * As much of S3 as {@link S3Store} needs, in memory: one bucket, in the path. Every request has to
 * be signed as AWS wants it (Signature Version 4), which is worked out here a second time.
 */
final class S3Server implements AutoCloseable {

  static final String BUCKET = "recordings";
  static final String REGION = "eu-central-1";
  static final String ACCESS_KEY = "AKIDEXAMPLE";
  static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  private static final int PAGE = 10;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  private final HttpServer server;
  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger forbidden = new AtomicInteger();

  S3Server() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void clear() {
    objects.clear();
  }

  /** The next requests are answered with 503. */
  void fail(int times) {
    failures.set(times);
  }

  /** How many requests were not signed as they should be. */
  int forbidden() {
    return forbidden.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        problem(exchange, 503, "SlowDown");
      } else if (!Signature.isRight(exchange, body)) {
        forbidden.incrementAndGet();
        problem(exchange, 403, "SignatureDoesNotMatch");
      } else {
        serve(exchange, body);
      }
    }
  }

  private void serve(HttpExchange exchange, byte[] body) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var key = path.substring(Math.min(path.length(), BUCKET.length() + 2));
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        objects.put(key, body);
        exchange.sendResponseHeaders(200, -1);
      }
      case "DELETE" -> {
        objects.remove(key);
        exchange.sendResponseHeaders(204, -1);
      }
      case "HEAD" -> head(exchange, key);
      default -> {
        if (key.isEmpty()) {
          list(exchange);
        } else {
          get(exchange, key);
        }
      }
    }
  }

  private void head(HttpExchange exchange, String key) throws IOException {
    if (objects.containsKey(key)) {
      exchange.getResponseHeaders().set("Content-Length", "" + objects.get(key).length);
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(404, -1);
    }
  }

  private void get(HttpExchange exchange, String key) throws IOException {
    byte[] object = objects.get(key);
    if (object == null) {
      problem(exchange, 404, "NoSuchKey");
      return;
    }
    var range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Range"));
    if (!range.matches()) {
      problem(exchange, 400, "InvalidRange");
      return;
    }
    int from = Integer.parseInt(range.group(1));
    int to = Math.min(Integer.parseInt(range.group(2)) + 1, object.length);
    send(exchange, 206, Arrays.copyOfRange(object, from, to));
  }

  private void list(HttpExchange exchange) throws IOException {
    var query = query(exchange.getRequestURI().getRawQuery());
    var after = query.getOrDefault("continuation-token", "");
    var all =
        objects.keySet().stream()
            .filter(key -> key.startsWith(query.getOrDefault("prefix", "")))
            .filter(key -> key.compareTo(after) > 0)
            .toList();
    List<String> page = all.subList(0, Math.min(PAGE, all.size()));
    boolean more = all.size() > page.size();
    var contents =
        page.stream()
            .map(key -> "<Contents><Key>" + key + "</Key><Size>1</Size></Contents>")
            .collect(Collectors.joining());
    var token = more ? "<NextContinuationToken>" + page.getLast() + "</NextContinuationToken>" : "";
    var answer =
        "<ListBucketResult><IsTruncated>"
            + more
            + "</IsTruncated>"
            + token
            + contents
            + "</ListBucketResult>";
    send(exchange, 200, answer.getBytes(StandardCharsets.UTF_8));
  }

  private static void problem(HttpExchange exchange, int status, String code) throws IOException {
    var body = "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>";
    send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  static Map<String, String> query(String raw) {
    Map<String, String> query = new TreeMap<>();
    if (raw != null) {
      for (var member : raw.split("&", -1)) {
        var parts = member.split("=", 2);
        query.put(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
