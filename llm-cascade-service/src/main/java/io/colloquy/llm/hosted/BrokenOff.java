package io.colloquy.llm.hosted;

/** An answer that began well and then brought an error, or something that is no part of one. */
public final class BrokenOff extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param data as the provider shaped it
   */
  public BrokenOff(String data) {
    super(data);
  }

  BrokenOff(String data, Throwable cause) {
    super(data, cause);
  }
}
