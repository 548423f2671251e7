package io.colloquy.llm.hosted;

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
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A model provider whose answers are written byte by byte on a socket, so that tests decide what
 * travels in which TCP segment and when the connection breaks.
 */
public final class ModelServer implements AutoCloseable {

  /** A request as it came. */
  public record Received(String line, Map<String, String> headers, JsonNode body) {}

  /** What the server does with one request. */
  @FunctionalInterface
  public interface Script {
    void play(Reply reply) throws IOException, InterruptedException;
  }

  private final ServerSocket listening;
  private final Script script;
  private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final CountDownLatch clientLeft = new CountDownLatch(1);
  private final List<Socket> sockets = new ArrayList<>();
  private final Thread acceptor = Thread.ofVirtual().unstarted(this::accept);

  private ModelServer(ServerSocket listening, Script script) {
    this.listening = listening;
    this.script = script;
  }

  public static ModelServer playing(Script script) throws IOException {
    var server =
        new ModelServer(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), script);
    server.acceptor.start();
    return server;
  }

  public String address() {
    return "http://localhost:" + listening.getLocalPort();
  }

  public Received request() throws InterruptedException {
    var request = received.poll(30, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came within 30 s");
    }
    return request;
  }

  /** Whether a client has closed its connection before the reply was over. */
  public boolean clientLeaves() throws InterruptedException {
    return clientLeft.await(30, TimeUnit.SECONDS);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        synchronized (sockets) {
          sockets.add(socket);
        }
        var _ = Thread.ofVirtual().start(() -> serve(socket));
      } catch (SocketException e) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      for (var line = line(in); !line.isEmpty(); line = line(in)) {
        var request = read(line, in);
        received.add(request);
        script.play(new Reply(request, socket, in, clientLeft));
      }
    } catch (IOException e) {
      clientLeft.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Received read(String line, InputStream in) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Received(line, headers, Json.MAPPER.readTree(body));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Afterwards nobody is let in any more. */
  @Override
  public void close() throws IOException {
    listening.close();
    try {
      acceptor.join(); // a virtual thread in accept() keeps the port open until it has noticed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (sockets) {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  /** One reply, piece by piece; what is written is sent at once. */
  public static final class Reply {

    private final Received request;
    private final Socket socket;
    private final InputStream in;
    private final CountDownLatch clientLeft;
    private final OutputStream out;

    private Reply(Received request, Socket socket, InputStream in, CountDownLatch clientLeft)
        throws IOException {
      this.request = request;
      this.socket = socket;
      this.in = in;
      this.clientLeft = clientLeft;
      this.out = socket.getOutputStream();
    }

    /** What this is the reply to. */
    public Received request() {
      return request;
    }

    /** The head of a stream of events in HTTP chunks. */
    public Reply stream() throws IOException {
      return raw(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
              + "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    public Reply event(String data) throws IOException {
      return bytes(frame(data).getBytes(StandardCharsets.UTF_8));
    }

    public static String frame(String data) {
      return "data: " + data + "\n\n";
    }

    /** An event with a name. */
    public Reply event(String name, String data) throws IOException {
      return bytes(("event: " + name + "\n" + frame(data)).getBytes(StandardCharsets.UTF_8));
    }

    /** The end of the stream, in order. */
    public void end() throws IOException {
      raw("0\r\n\r\n");
    }

    /** Bytes of the body in an HTTP chunk of their own. */
    public Reply bytes(byte[] body) throws IOException {
      out.write((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      return raw("\r\n");
    }

    public Reply raw(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return this;
    }

    public void error(int status, String body) throws IOException {
      raw(
          "HTTP/1.1 %d Error\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, body));
    }

    /** Breaks the connection in the middle of whatever was written. */
    public void cut() throws IOException {
      socket.close();
    }

    /** Says nothing for a while; false if the client goes meanwhile. */
    public boolean pause(Duration time) throws IOException {
      socket.setSoTimeout((int) time.toMillis());
      try {
        return in.read() >= 0;
      } catch (SocketTimeoutException e) {
        return true;
      } finally {
        socket.setSoTimeout(0);
      }
    }

    /** Says nothing more until the client goes. */
    public void stall() throws IOException {
      if (in.read() < 0) {
        clientLeft.countDown();
      }
    }
  }
}
