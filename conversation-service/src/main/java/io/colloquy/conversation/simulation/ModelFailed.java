package io.colloquy.conversation.simulation;

/** A language model gave no answer. */
final class ModelFailed extends Exception {

  private static final long serialVersionUID = 1L;

  private final int statusCode;

  /**
   * @param statusCode for the client: 502 the model failed, 503 it is not there, 504 it was too
   *     slow
   */
  ModelFailed(int statusCode, String message) {
    super(message);
    this.statusCode = statusCode;
  }

  int statusCode() {
    return statusCode;
  }
}
