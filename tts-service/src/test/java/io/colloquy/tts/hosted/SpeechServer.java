package io.colloquy.tts.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A server for HTTP/1.1 that a test has in its hand down to the byte: it can be slow, stop, cut the
 * connection in the middle, and it sees when the other side hangs up.
 */
public final class SpeechServer implements AutoCloseable {

  /** What is done with a request. */
  @FunctionalInterface
  public interface Script {
    void play(Request request, Reply reply) throws IOException;
  }

  /** One request as it came. Header names are in lower case. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared or hashed
  public record Request(String line, Map<String, String> headers, byte[] body) {
    public JsonNode json() {
      return Json.read(body, JsonNode.class);
    }
  }

  private final ServerSocket listener;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch hangUp = new CountDownLatch(1);
  private final Thread acceptor;
  private volatile Script script;

  public SpeechServer(Script script) {
    this.script = script;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor = Thread.ofVirtual().start(this::accept);
  }

  public void play(Script next) {
    script = next;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  public List<Request> requests() {
    return requests;
  }

  public int connections() {
    return connections.get();
  }

  /** Opens when the other side closed a connection while it was being answered. */
  public CountDownLatch hangUp() {
    return hangUp;
  }

  private void accept() {
    try {
      while (true) {
        var socket = listener.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      for (var line = line(in); !line.isEmpty(); line = line(in)) {
        var request = request(line, in);
        requests.add(request);
        script.play(request, new Reply(socket, in));
      }
    } catch (IOException e) {
      hangUp.countDown();
    }
  }

  private static Request request(String line, InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(line, headers, in.readNBytes(length));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      next = in.read();
    }
    return line.toString().strip();
  }

  /** An answer on its way. */
  public static final class Reply {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private Reply(Socket socket, InputStream in) throws IOException {
      this.socket = socket;
      this.in = in;
      this.out = socket.getOutputStream();
    }

    public void begin(String type) throws IOException {
      write("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    /** A whole answer. */
    public void answer(int status, String type, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      write(
          "HTTP/1.1 %d Some\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(status, type, bytes.length));
      out.write(bytes);
      out.flush();
    }

    public void part(byte[] bytes) throws IOException {
      if (bytes.length > 0) {
        write(Integer.toHexString(bytes.length) + "\r\n");
        out.write(bytes);
        write("\r\n");
      }
    }

    public void end() throws IOException {
      write("0\r\n\r\n");
    }

    public void cut() throws IOException {
      socket.close();
    }

    public void pause(int millis) {
      LockSupport.parkNanos(millis * 1_000_000L);
    }

    /** Says nothing more until the other side hangs up. */
    public void fallSilent() throws IOException {
      if (in.read() < 0) {
        throw new IOException("hung up");
      }
    }

    private void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }

  /** Afterwards nobody is let in any more. */
  @Override
  public void close() {
    try {
      listener.close();
      acceptor.join(); // a virtual thread in accept() keeps the port open until it has noticed
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
