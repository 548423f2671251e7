package io.colloquy.analysis;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Passes connections on to a server while it is open. {@code accept(false)} shuts it: connections
 * break and new ones are closed at once, as when the server is killed. {@code accept(true)} opens
 * it again.
 */
final class Door implements Consumer<Boolean>, Closeable {

  private static final Logger LOG = Logger.getLogger(Door.class);

  private final ServerSocket entry;
  private final String host;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean open = true;

  private Door(ServerSocket entry, String host, int port) {
    this.entry = entry;
    this.host = host;
    this.port = port;
  }

  static Door before(String host, int port) throws IOException {
    var entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var door = new Door(entry, host, port);
    Thread.ofVirtual().name("door").start(door::letIn);
    return door;
  }

  int port() {
    return entry.getLocalPort();
  }

  @Override
  public void accept(Boolean openNow) {
    open = openNow;
    if (!openNow) {
      sockets.forEach(Door::shut);
    }
  }

  private void letIn() {
    while (!entry.isClosed()) {
      try {
        var inner = entry.accept();
        sockets.add(inner);
        if (open) {
          connect(inner);
        } else {
          shut(inner);
        }
      } catch (IOException e) {
        LOG.debug("a connection came to nothing, or the door is gone", e);
      }
    }
  }

  private void connect(Socket inner) throws IOException {
    var outer = new Socket(host, port);
    sockets.add(outer);
    if (!open) {
      shut(inner);
      shut(outer);
    }
    Thread.ofVirtual().start(() -> pass(inner, outer));
    Thread.ofVirtual().start(() -> pass(outer, inner));
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      LOG.debug("one side is gone; both are closed by now", e);
    } finally {
      sockets.remove(from);
    }
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket does not close", e);
    }
  }

  @Override
  public void close() throws IOException {
    entry.close();
    sockets.forEach(Door::shut);
  }
}
