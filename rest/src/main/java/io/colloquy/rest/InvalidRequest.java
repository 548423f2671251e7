package io.colloquy.rest;

import java.util.List;

/** A request that changed nothing because something in it is wrong. */
public final class InvalidRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Flaw> flaws;

  public InvalidRequest(List<Flaw> flaws) {
    super("flaws: " + flaws);
    this.flaws = List.copyOf(flaws);
  }

  public InvalidRequest(Flaw flaw) {
    this(List.of(flaw));
  }

  public List<Flaw> flaws() {
    return flaws;
  }
}
