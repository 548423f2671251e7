package io.colloquy.conversation.outgoing;

/** There is no answer. The message tells why, without address and headers, to whoever may know. */
public final class Unanswered extends Exception {

  private static final long serialVersionUID = 1L;

  Unanswered(String message) {
    super(message);
  }
}
