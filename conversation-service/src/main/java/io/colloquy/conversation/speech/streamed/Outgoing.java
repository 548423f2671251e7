package io.colloquy.conversation.speech.streamed;

/** One message to a service. */
public sealed interface Outgoing {

  record Text(String text) implements Outgoing {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bytes(byte[] bytes) implements Outgoing {}

  /** What it weighs while it waits to be sent, in bytes. */
  default int size() {
    return switch (this) {
      case Text(String text) -> text.length();
      case Bytes(byte[] bytes) -> bytes.length;
    };
  }
}
