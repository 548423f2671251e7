package io.colloquy.conversation.speech;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server of WebSockets on plain sockets, so that a test decides about every byte: it may answer
 * late, in crumbs, wrongly, or never.
 */
final class SocketServer implements AutoCloseable {

  /** What the server does with one connection, on a thread of its own. */
  interface Script {
    void play(Peer peer) throws IOException;
  }

  /** A message of the client. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(int opcode, byte[] payload) {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    boolean isText() {
      return opcode == TEXT;
    }

    boolean isBinary() {
      return opcode == BINARY;
    }
  }

  private final ServerSocket socket;
  private final List<Peer> peers = new CopyOnWriteArrayList<>();
  private final List<Throwable> mistakes = new CopyOnWriteArrayList<>();

  SocketServer(Script script) {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(() -> acceptAll(script));
  }

  String address() {
    return "ws://127.0.0.1:" + socket.getLocalPort();
  }

  List<Peer> peers() {
    return peers;
  }

  /** What scripts found wrong with the client. */
  List<Throwable> mistakes() {
    return mistakes;
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Peer peer : peers) {
        peer.cut();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll(Script script) {
    try {
      while (true) {
        Peer peer = new Peer(socket.accept());
        peers.add(peer);
        Thread.ofVirtual().start(() -> play(script, peer));
      }
    } catch (IOException closed) {
      peers.forEach(Peer::isOver);
    }
  }

  private void play(Script script, Peer peer) {
    try {
      peer.readRequest();
      script.play(peer);
    } catch (IOException gone) {
      peer.isOver();
    } catch (RuntimeException | AssertionError mistake) {
      mistakes.add(mistake);
      peer.isOver();
    }
  }

  /** One connection. */
  static final class Peer {

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private volatile String requestLine = "";
    private volatile boolean over;

    private Peer(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new DataInputStream(socket.getInputStream());
      this.out = socket.getOutputStream();
    }

    String requestLine() {
      return requestLine;
    }

    /** The parameters of the request, names and values as they stood there. */
    List<String> query() {
      String target = requestLine.split(" ")[1];
      int mark = target.indexOf('?');
      return mark < 0 ? List.of() : List.of(target.substring(mark + 1).split("&"));
    }

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The text messages that came. */
    List<String> texts() {
      return texts;
    }

    boolean over() {
      return over;
    }

    /** Takes the connection up as a WebSocket. */
    void accept() throws IOException {
      String accepted =
          digest(header("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
      send(
          ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Accept: "
                  + accepted
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
    }

    void refuse(int status) throws IOException {
      String body = "{\"err_code\":\"NO\",\"err_msg\":\"no\"}";
      send(
          ("HTTP/1.1 "
                  + status
                  + " No\r\ncontent-type: application/json\r\ncontent-length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body)
              .getBytes(StandardCharsets.US_ASCII));
      cut();
    }

    /** The next text or binary message; empty when the client closes. */
    Optional<Frame> read() throws IOException {
      int first = in.read();
      if (first < 0) {
        over = true;
        return Optional.empty();
      }
      int opcode = first & 0x0f;
      byte[] payload = payload();
      if (opcode == Frame.CLOSE) {
        sendFrame(Frame.CLOSE, payload);
        over = true;
        return Optional.empty();
      }
      Frame frame = new Frame(opcode, payload);
      if (frame.isText()) {
        texts.add(frame.text());
      }
      return Optional.of(frame);
    }

    private byte[] payload() throws IOException {
      int second = in.readUnsignedByte();
      long length = second & 0x7f;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes((int) length);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      return payload;
    }

    void send(String text) throws IOException {
      sendFrame(Frame.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void sendFrame(int opcode, byte[] payload) throws IOException {
      send(frame(opcode, payload));
    }

    /** Bytes as they are. */
    synchronized void send(byte[] raw) throws IOException {
      out.write(raw);
      out.flush();
    }

    static byte[] frame(int opcode, byte[] payload) {
      List<Byte> bytes = new ArrayList<>();
      bytes.add((byte) (0x80 | opcode));
      if (payload.length < 126) {
        bytes.add((byte) payload.length);
      } else {
        bytes.add((byte) 126);
        bytes.add((byte) (payload.length >> 8));
        bytes.add((byte) payload.length);
      }
      byte[] whole = new byte[bytes.size() + payload.length];
      for (int i = 0; i < bytes.size(); i++) {
        whole[i] = bytes.get(i);
      }
      System.arraycopy(payload, 0, whole, bytes.size(), payload.length);
      return whole;
    }

    /** Ends the connection without a word. */
    void cut() throws IOException {
      over = true;
      socket.close();
    }

    void cutQuietly() {
      try {
        cut();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void isOver() {
      over = true;
    }

    private void readRequest() throws IOException {
      requestLine = line();
      for (String header = line(); !header.isEmpty(); header = line()) {
        int colon = header.indexOf(':');
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
      }
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException("the client left");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    private static String digest(String text) {
      try {
        byte[] sha =
            MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
        return Base64.getEncoder().encodeToString(sha);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
