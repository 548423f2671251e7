package io.colloquy.contracts;

/** How a message becomes the content of a record, and back. */
public interface Codec<T> {

  Packet encode(T message);

  /**
   * @throws Packet.MalformedPacket if the packet does not hold such a message
   */
  T decode(Packet packet);
}
