package io.colloquy.contracts;

/** How a message becomes the content of a record, and back. */
public interface Codec<T> extends Decoder<T> {

  Packet encode(T message);
}
