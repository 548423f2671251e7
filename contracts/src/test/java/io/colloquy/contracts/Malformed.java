package io.colloquy.contracts;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Spoils packets, and expects them to be refused in the one way that consumers count and skip. */
public final class Malformed {

  /** A packet without headers whose body is this text. */
  public static Packet body(String text) {
    return new Packet(Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  public static Packet without(Packet packet, String header) {
    var headers = new HashMap<>(packet.headers());
    headers.remove(header);
    return new Packet(headers, packet.body());
  }

  public static Packet with(Packet packet, String header, String value) {
    var headers = new HashMap<>(packet.headers());
    headers.put(header, value);
    return new Packet(headers, packet.body());
  }

  public static Packet withBody(Packet packet, String text) {
    return new Packet(packet.headers(), text.getBytes(StandardCharsets.UTF_8));
  }

  public static void assertRefused(Codec<?> codec, Packet packet) {
    assertThatThrownBy(() -> codec.decode(packet)).isInstanceOf(Packet.MalformedPacket.class);
  }

  private Malformed() {}
}
