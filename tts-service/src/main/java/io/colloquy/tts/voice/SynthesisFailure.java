package io.colloquy.tts.voice;

/** Text could not be spoken. The message is fit for a log and names no text. */
public final class SynthesisFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What a failure says about the next attempt with the same engine. */
  public enum Kind {
    /** It may go better. */
    PASSING,
    /** The engine serves us nothing for now, whatever the text. */
    REFUSED,
    /** The engine is well, but not with this text or voice. */
    OF_THE_REQUEST
  }

  private final Kind kind;

  public SynthesisFailure(String message) {
    this(Kind.PASSING, message, null);
  }

  public SynthesisFailure(String message, Throwable cause) {
    this(Kind.PASSING, message, cause);
  }

  public SynthesisFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
