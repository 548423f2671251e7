package io.colloquy.conversation.outgoing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/** A server that knows every byte that it was sent, and answers what a test says. */
public final class RecordingServer implements AutoCloseable {

  private final ServerSocket socket;
  private final Function<Received, Reply> replies;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * One request.
   *
   * @param line without the end of the line
   * @param headers each as it stood there, in its order
   */
  public record Received(String line, List<String> headers, String body) {

    /** Without what every client sends; sorted, since their order means nothing. */
    public List<String> ownHeaders() {
      return headers.stream()
          .filter(
              header ->
                  !header.toLowerCase(Locale.ROOT).matches("(host|user-agent|accept-encoding):.*"))
          .sorted()
          .toList();
    }

    /** Of a header, whose name is in small letters; empty if there is none. */
    public String header(String name) {
      return headers.stream()
          .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(name + ": "))
          .map(header -> header.substring(name.length() + 2))
          .findFirst()
          .orElse("");
    }
  }

  /** What goes back, byte for byte. */
  @FunctionalInterface
  public interface Reply {

    void write(OutputStream out) throws IOException, InterruptedException;

    static Reply of(int status, String headers, byte[] body) {
      return out -> {
        var head =
            "HTTP/1.1 %d Some\r\ncontent-length: %d\r\n%s\r\n"
                .formatted(status, body.length, headers);
        out.write(head.getBytes(StandardCharsets.UTF_8));
        out.write(body);
      };
    }

    static Reply json(String body) {
      return json(200, body);
    }

    static Reply json(int status, String body) {
      return of(
          status, "content-type: application/json\r\n", body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply redirect(int status, String location) {
      return of(status, "location: " + location + "\r\n", new byte[0]);
    }
  }

  public RecordingServer(Function<Received, Reply> replies) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), replies);
  }

  public RecordingServer(ServerSocket socket, Function<Received, Reply> replies) {
    this.socket = socket;
    this.replies = replies;
    threads.execute(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public List<Received> received() {
    return received;
  }

  public Received only() {
    if (received.size() != 1) {
      throw new AssertionError("not one request but " + received.size());
    }
    return received.getFirst();
  }

  public int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        var connection = socket.accept();
        open.add(connection);
        connections.incrementAndGet();
        threads.execute(() -> serve(connection));
      }
    } catch (IOException e) {
      requireClosed(e);
    }
  }

  private void requireClosed(IOException e) {
    if (!socket.isClosed()) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var in = new BufferedInputStream(connection.getInputStream());
      for (var line = line(in); !line.isEmpty(); line = line(in)) {
        var request = read(line, in);
        received.add(request);
        replies.apply(request).write(connection.getOutputStream());
        connection.getOutputStream().flush();
      }
    } catch (SocketException | SSLException _) {
      // The client went away, which some tests want.
    } catch (IOException e) {
      requireClosed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Received read(String line, InputStream in) throws IOException {
    List<String> headers = new CopyOnWriteArrayList<>();
    int length = 0;
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      headers.add(header);
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    return new Received(
        line, List.copyOf(headers), new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (var connection : open) {
      connection.close();
    }
    threads.shutdownNow();
    threads.close();
  }
}
