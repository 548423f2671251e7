package io.colloquy.gateway.socket;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A WebSocket client of bare bytes, that can also misbehave. */
final class RawSocket implements AutoCloseable {

  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int PATIENCE_MS = 10_000;

  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
  record Frame(int opcode, byte[] payload, long atNanos) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  /** The code and the reason of a close frame. */
  record Closed(int code, String reason) {}

  private final Socket socket;
  private final DataInputStream in;
  private final Map<String, String> handshake = new TreeMap<>();

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1024));
  }

  /**
   * @param headers whole header lines
   */
  static RawSocket open(URI server, String target, String... headers) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(16 * 1024);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    var request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: test\r\n");
    request.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
    request.append("Sec-WebSocket-Version: 13\r\n");
    request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (var header : headers) {
      request.append(header).append("\r\n");
    }
    socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
    var opened = new RawSocket(socket);
    opened.readHandshake();
    return opened;
  }

  private void readHandshake() throws IOException {
    handshake.put("status", line());
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      handshake.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
  }

  private String line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the server hung up");
      }
      if (b != '\r') {
        bytes.write(b);
      }
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  /** Header names in lower case; the status line is {@code status}. */
  Map<String, String> handshake() {
    return handshake;
  }

  void send(String text) throws IOException {
    send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  void send(int opcode, boolean last, byte[] payload) throws IOException {
    var frame = new ByteArrayOutputStream(payload.length + 14);
    frame.write((last ? FIN : 0) | opcode);
    if (payload.length < 126) {
      frame.write(MASKED | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(MASKED | 126);
      frame.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      frame.write(MASKED | 127);
      frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    // A mask of zeros leaves the payload as it is.
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    socket.getOutputStream().write(frame.toByteArray());
  }

  void close(int code) throws IOException {
    send(CLOSE, true, ByteBuffer.allocate(2).putShort((short) code).array());
  }

  /** Goes without a word, as a client does whose network is cut. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  Frame read() throws IOException {
    int opcode = in.readUnsignedByte() & 0x0F;
    long at = System.nanoTime();
    long length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    var payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    return new Frame(opcode, payload, at);
  }

  /** The next JSON message that is no ping; pings are answered. */
  JsonNode message() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    while (System.nanoTime() < deadline) {
      var frame = read();
      if (frame.opcode() != TEXT) {
        throw new IOException("no text but opcode " + frame.opcode() + " " + closed(frame));
      }
      var message = Json.MAPPER.readTree(frame.text());
      if (!message.path("type").asText().equals("ping")) {
        return message;
      }
      send(
          "{\"type\":\"pong\",\"event_id\":%d}"
              .formatted(message.at("/ping_event/event_id").asInt()));
    }
    throw new SocketTimeoutException("nothing but pings");
  }

  /** Reads on until the server closes. */
  Closed awaitClose() throws IOException {
    while (true) {
      var frame = read();
      if (frame.opcode() == CLOSE) {
        send(CLOSE, true, frame.payload());
        return closed(frame);
      }
    }
  }

  private static Closed closed(Frame frame) {
    var payload = ByteBuffer.wrap(frame.payload());
    int code = payload.remaining() >= 2 ? payload.getShort() & 0xFFFF : 1005;
    return new Closed(code, StandardCharsets.UTF_8.decode(payload).toString());
  }

  /** Begins a conversation and returns its id. */
  String begin() throws IOException {
    send("{\"type\":\"conversation_initiation_client_data\"}");
    var metadata = message();
    return metadata.at("/conversation_initiation_metadata_event/conversation_id").asText();
  }

  /**
   * Reads and throws away all that comes, until the end of the stream or a reset.
   *
   * @throws SocketTimeoutException if the server neither sends nor ends
   */
  long drain() throws SocketTimeoutException {
    long total = 0;
    var buffer = new byte[64 * 1024];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        total += n;
      }
      return total;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException reset) {
      return total;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
