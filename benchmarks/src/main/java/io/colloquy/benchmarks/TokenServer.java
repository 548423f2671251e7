package io.colloquy.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A provider that speaks chat completions and takes no time to think: as many tokens as were asked
 * for ({@code max_tokens}), one after the other in a steady beat. Each is the time of its sending,
 * so that whoever reads it in this process knows how long it was on its way.
 */
final class TokenServer implements AutoCloseable {

  static final int TOKENS_PER_SECOND = 50;

  private static final long BEAT = Duration.ofSeconds(1).dividedBy(TOKENS_PER_SECOND).toNanos();
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String MAX_TOKENS = "\"max_tokens\":";

  private final ServerSocket socket;

  private TokenServer(ServerSocket socket) {
    this.socket = socket;
  }

  static TokenServer start() throws IOException {
    var server = new TokenServer(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()));
    var _ = Thread.ofPlatform().daemon().name("token-server").start(server::accept);
    return server;
  }

  String address() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
  }

  /** How long a token was on its way. */
  static long ageNanos(String token) {
    return System.nanoTime() - Long.parseLong(token, Character.MAX_RADIX);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var client = socket.accept();
        var _ = Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      var in = new BufferedInputStream(client.getInputStream());
      for (int tokens = request(in); tokens > 0; tokens = request(in)) {
        answer(tokens, client.getOutputStream());
      }
    } catch (IOException e) {
      System.err.println("a client of the token server left: " + e.getMessage());
    }
  }

  /** Reads a request and returns how many tokens it wants; none if the client is gone. */
  private static int request(InputStream in) throws IOException {
    int length = 0;
    var line = line(in);
    if (line.isEmpty()) {
      return 0;
    }
    for (; !line.isEmpty(); line = line(in)) {
      var lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
      }
    }
    var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    int at = body.indexOf(MAX_TOKENS) + MAX_TOKENS.length();
    int end = at;
    while (Character.isDigit(body.charAt(end))) {
      end++;
    }
    return Integer.parseInt(body.substring(at, end));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void answer(int tokens, OutputStream out) throws IOException {
    out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
    long due = System.nanoTime();
    for (int token = 0; token < tokens; token++) {
      var time = Long.toString(System.nanoTime(), Character.MAX_RADIX);
      send(out, "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s \"}}]}".formatted(time));
      due += BEAT;
      LockSupport.parkNanos(due - System.nanoTime());
    }
    send(out, "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
    send(out, "[DONE]");
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void send(OutputStream out, String data) throws IOException {
    var event = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    out.write((Integer.toHexString(event.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(event);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** The seconds that an answer of so many tokens takes. */
  static Duration length(int tokens) {
    return Duration.ofNanos(tokens * BEAT).plusNanos(TimeUnit.MILLISECONDS.toNanos(1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
