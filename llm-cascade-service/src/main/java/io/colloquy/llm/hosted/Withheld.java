package io.colloquy.llm.hosted;

/** A model that will not answer: it refuses, or what it would say is held back as unsafe. */
public final class Withheld extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason the provider's word for it
   */
  public Withheld(String reason) {
    super(reason);
  }
}
