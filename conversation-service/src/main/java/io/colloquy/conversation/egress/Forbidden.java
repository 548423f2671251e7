package io.colloquy.conversation.egress;

/** An address that is not connected to. The message tells why, to whoever named the address. */
public final class Forbidden extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Forbidden(String message) {
    super(message);
  }
}
