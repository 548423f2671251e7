package io.colloquy.tts.voice;

/** Text could not be spoken. The message is fit for a log and names no text. */
public final class SynthesisFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SynthesisFailure(String message) {
    super(message);
  }

  public SynthesisFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
