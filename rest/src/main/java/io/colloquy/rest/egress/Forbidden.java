package io.colloquy.rest.egress;

/** An address that is not connected to. The message tells why, to whoever named the address. */
public sealed class Forbidden extends RuntimeException permits Egress.UnknownHost {

  private static final long serialVersionUID = 1L;

  public Forbidden(String message) {
    super(message);
  }
}
