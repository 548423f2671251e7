package io.colloquy.benchmarks;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Reads requests from bare sockets and answers each with a 200; counts the different events. */
final class FastReceiver implements Closeable {

  private static final long PATIENCE_MINUTES = 10;
  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket door;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch expected = new CountDownLatch(0);

  private FastReceiver(ServerSocket door) {
    this.door = door;
  }

  static FastReceiver start() throws IOException {
    var receiver = new FastReceiver(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()));
    receiver.threads.execute(receiver::listen);
    return receiver;
  }

  String url() {
    return "http://127.0.0.1:" + door.getLocalPort() + "/hook";
  }

  void expect(int events) {
    expected = new CountDownLatch(events);
  }

  void await() throws InterruptedException {
    if (!expected.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      throw new IllegalStateException(expected.getCount() + " events have not come");
    }
  }

  private void listen() {
    while (!door.isClosed()) {
      try {
        var socket = door.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
      while (!line(in).isEmpty()) {
        receive(in);
        socket.getOutputStream().write(OK);
      }
    } catch (IOException e) {
      // The connection has had its time.
    }
  }

  private void receive(InputStream in) throws IOException {
    var event = "";
    int length = 0;
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("webhook-id:")) {
        event = lower.substring(11).strip();
      } else if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
    }
    in.skipNBytes(length);
    if (seen.add(event)) {
      expected.countDown();
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
  }
}
