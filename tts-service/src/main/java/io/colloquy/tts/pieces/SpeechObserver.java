package io.colloquy.tts.pieces;

import java.time.Duration;

/** Told what happens to pieces, for meters and traces. Called by many threads; must be quick. */
public interface SpeechObserver {

  /** The first audio of a piece left, this long after the piece arrived here. */
  void firstChunk(String engine, Duration sinceArrival);

  /**
   * A piece was spoken to its end.
   *
   * @param characters of the written text
   * @param audioMs how long it sounds
   * @param took from the first look at the text to the last chunk
   */
  void finished(String engine, int characters, double audioMs, Duration took);

  void failed(Reason reason);

  /** A piece was dropped without a word: cancelled, or delivered to us a second time. */
  void dropped();

  /** Sees nothing. */
  SpeechObserver NONE =
      new SpeechObserver() {
        @Override
        public void firstChunk(String engine, Duration sinceArrival) {}

        @Override
        public void finished(String engine, int characters, double audioMs, Duration took) {}

        @Override
        public void failed(Reason reason) {}

        @Override
        public void dropped() {}
      };

  /** Sees it, and lets the other see it. */
  default SpeechObserver and(SpeechObserver other) {
    return other == NONE ? this : new Both(this, other);
  }

  /** Why a piece was not spoken, or not to its end. */
  enum Reason {
    EXPIRED("expired"),
    OVERLOADED("overloaded"),
    TOO_LONG("the text is too long for one piece"),
    STOPPING("the service is stopping"),
    SYNTHESIS("synthesis failed"),
    DELIVERY("the audio could not be sent");

    private final String message;

    Reason(String message) {
      this.message = message;
    }

    /** Fit for a log. */
    public String message() {
      return message;
    }
  }
}
