package io.colloquy.llm.hosted;

/** An answer that began well and then brought an error, or something that is no part of one. */
public final class BrokenOff extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean garbled;

  /**
   * @param data as the provider shaped it
   */
  public BrokenOff(String data) {
    super(data);
    this.garbled = false;
  }

  private BrokenOff(String data, Throwable cause) {
    super(data, cause);
    this.garbled = true;
  }

  /** What came is nothing that the protocol knows. */
  static BrokenOff garbled(String data, Throwable cause) {
    return new BrokenOff(data, cause);
  }

  boolean isGarbled() {
    return garbled;
  }
}
