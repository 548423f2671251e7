package io.colloquy.analysis.webhooks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A receiver of webhooks made of bare sockets, which can behave as badly as it likes. */
public final class Receiver implements AutoCloseable {

  /** What it does about a request. Whatever it throws ends the connection. */
  @FunctionalInterface
  public interface Manner {
    void answer(Received request, OutputStream out) throws Exception;
  }

  /**
   * A request.
   *
   * @param names of the headers, as they came
   * @param headers by name in small letters
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Received(
      String line, List<String> names, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public boolean isChunked() {
      return "chunked".equals(headers.get("transfer-encoding"));
    }
  }

  private final ServerSocket door;
  private final Manner manner;
  private final boolean readsBodies;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong written = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Receiver(ServerSocket door, Manner manner, boolean readsBodies) {
    this.door = door;
    this.manner = manner;
    this.readsBodies = readsBodies;
    threads.execute(this::listen);
  }

  public static Receiver that(Manner manner) throws IOException {
    return new Receiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manner, true);
  }

  /** One that sees the head of a request, and does not read on. */
  public static Receiver thatReadsNoBody(Manner manner) throws IOException {
    return new Receiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manner, false);
  }

  /** One at a place where there was one before. */
  public static Receiver at(int port, boolean readsBodies, Manner manner) throws IOException {
    return new Receiver(
        new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), manner, readsBodies);
  }

  public static Receiver thatAnswers(int status) throws IOException {
    return that((_, out) -> out.write(answer(status, "")));
  }

  /**
   * Over TLS.
   *
   * @param certificate a key store among the tests' resources
   */
  public static Receiver withCertificate(String certificate, Manner manner)
      throws IOException, GeneralSecurityException {
    var keys =
        KeyStore.getInstance(
            Path.of("src/test/resources/certificates", certificate).toFile(),
            "changeit".toCharArray());
    var factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, "changeit".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return new Receiver(
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        manner,
        true);
  }

  public static byte[] answer(int status, String headers) {
    return ("HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: 0\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  public String url() {
    return "http://127.0.0.1:" + door.getLocalPort() + "/hook?of=tests";
  }

  public String tlsUrl() {
    return "https://localhost:" + door.getLocalPort() + "/hook";
  }

  public List<Received> received() {
    return received;
  }

  /** How many were ever made. */
  public int connections() {
    return connections.get();
  }

  /** Bytes of answers that were taken from it. */
  public long written() {
    return written.get();
  }

  private void listen() {
    while (!door.isClosed()) {
      try {
        var socket = door.accept();
        open.add(socket);
        connections.incrementAndGet();
        threads.execute(() -> serve(socket));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      for (var line = line(in); !line.isEmpty(); line = line(in)) {
        var request = read(line, in);
        received.add(request);
        manner.answer(request, new Counted(socket.getOutputStream()));
      }
    } catch (Exception _) {
      // The manner's way to end a connection, or the other side has gone, as it does when it is
      // treated badly.
    } finally {
      open.remove(socket);
    }
  }

  private Received read(String line, InputStream in) throws IOException {
    List<String> names = new CopyOnWriteArrayList<>();
    Map<String, String> headers = new TreeMap<>();
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      var parts = header.split(":\\s*", 2);
      names.add(parts[0]);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    return new Received(line, names, headers, readsBodies ? body(headers, in) : new byte[0]);
  }

  private static byte[] body(Map<String, String> headers, InputStream in) throws IOException {
    if (headers.containsKey("content-length")) {
      return in.readNBytes(Integer.parseInt(headers.get("content-length")));
    }
    var body = new ByteArrayOutputStream();
    for (int size = chunk(in); size > 0; size = chunk(in)) {
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  /** Without its end; empty at the end of the stream. */
  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private final class Counted extends OutputStream {
    private final OutputStream out;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      written.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      written.addAndGet(length);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (var socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
