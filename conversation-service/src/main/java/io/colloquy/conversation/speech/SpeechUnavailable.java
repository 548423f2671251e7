package io.colloquy.conversation.speech;

/**
 * Speech cannot be heard, or no longer. The message is for the operator and the caller: it says
 * what to install or to change, and holds nothing that was said.
 */
public final class SpeechUnavailable extends RuntimeException {

  public SpeechUnavailable(String message) {
    super(message);
  }

  public SpeechUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
