package io.colloquy.benchmarks;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * PostgreSQL behind a wire that counts what is executed: {@code Execute} of a prepared statement
 * and {@code Query} alike. What begins and ends a transaction counts too; it is a round trip as
 * well.
 */
final class CountedDatabase implements Closeable {

  private static final int EXECUTE = 'E';
  private static final int QUERY = 'Q';
  private static final int LENGTH_OF_LENGTH = 4;

  private final ServerSocket entry;
  private final URI database;
  private final LongAdder executed = new LongAdder();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private CountedDatabase(ServerSocket entry, URI database) {
    this.entry = entry;
    this.database = database;
  }

  /**
   * @param address of the real one, as the reactive client writes it
   */
  static CountedDatabase before(String address) throws IOException {
    var entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var counted = new CountedDatabase(entry, URI.create(address));
    Thread.ofVirtual().start(counted::accept);
    return counted;
  }

  /** Under this address it counts. */
  String address() {
    return "postgresql://127.0.0.1:" + entry.getLocalPort() + database.getPath();
  }

  long executed() {
    return executed.sum();
  }

  private void accept() {
    try {
      while (true) {
        var client = entry.accept();
        var server = new Socket(database.getHost(), database.getPort());
        server.setTcpNoDelay(true);
        client.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> passOn(client, server, true));
        Thread.ofVirtual().start(() -> passOn(server, client, false));
      }
    } catch (SocketException e) {
      // closed
    } catch (IOException e) {
      throw new IllegalStateException("the wire to the database broke", e);
    }
  }

  private void passOn(Socket from, Socket to, boolean counting) {
    try (from;
        to) {
      if (counting) {
        passMessages(
            new DataInputStream(from.getInputStream()), new DataOutputStream(to.getOutputStream()));
      } else {
        from.getInputStream().transferTo(to.getOutputStream());
      }
    } catch (SocketException | EOFException e) {
      // one side has closed
    } catch (IOException e) {
      throw new IllegalStateException("the wire to the database broke", e);
    }
  }

  /** The first message has no type; each of the others has one, and a length that counts itself. */
  private void passMessages(DataInputStream in, DataOutputStream out) throws IOException {
    passBody(in, out);
    while (true) {
      int type = in.readUnsignedByte();
      if (type == EXECUTE || type == QUERY) {
        executed.increment();
      }
      out.writeByte(type);
      passBody(in, out);
    }
  }

  private static void passBody(DataInputStream in, DataOutputStream out) throws IOException {
    int length = in.readInt();
    out.writeInt(length);
    out.write(in.readNBytes(length - LENGTH_OF_LENGTH));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    entry.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
