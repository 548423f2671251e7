package io.colloquy.contracts;

import java.util.Map;
import java.util.Optional;

/**
 * The content of one record on a topic, free of any broker library: text headers and a body.
 *
 * <p>The body is owned by the packet; neither side changes it after it was handed over.
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared or hashed
public record Packet(Map<String, String> headers, byte[] body) {

  public Packet {
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /**
   * @throws MalformedPacket if the header is missing
   */
  public String require(String name) {
    return header(name).orElseThrow(() -> new MalformedPacket("header '" + name + "' is missing"));
  }

  /**
   * @throws MalformedPacket if the header is missing or no whole number
   */
  public long requireNumber(String name) {
    var value = require(name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new MalformedPacket("header '" + name + "' is not a number", e);
    }
  }

  /**
   * @throws MalformedPacket if the header is missing or no whole number of 32 bits
   */
  public int requireInt(String name) {
    long value = requireNumber(name);
    if (value != (int) value) {
      throw new MalformedPacket("header '" + name + "' is out of range");
    }
    return (int) value;
  }

  /** A record that does not follow its topic's contract. It is counted and skipped, not retried. */
  public static final class MalformedPacket extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedPacket(String message) {
      super(message);
    }

    public MalformedPacket(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
