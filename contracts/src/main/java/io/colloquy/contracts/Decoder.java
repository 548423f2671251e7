package io.colloquy.contracts;

/** How the content of a record becomes a message. */
@FunctionalInterface
public interface Decoder<T> {

  /**
   * @throws Packet.MalformedPacket if the packet does not hold such a message
   */
  T decode(Packet packet);
}
