package io.colloquy.llm.hosted;

/** A model asked for a tool in a way that cannot be understood. */
final class MalformedCall extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param tool its name, which may be empty
   */
  MalformedCall(String tool) {
    super(tool);
  }
}
