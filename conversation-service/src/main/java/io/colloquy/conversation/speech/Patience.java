package io.colloquy.conversation.speech;

import java.time.Duration;

/** How long the user may pause before their turn is over, by what they have said in it. */
public interface Patience {

  /** People pause this long at a comma, and a recogniser needs most of it for the last word. */
  int LEAST_MS = 240;

  /** Whoever searches for a word needs so much more time, whoever listens. */
  int MORE_TO_COME_MS = 900;

  /**
   * The length of silence that ends the turn, in milliseconds.
   *
   * @param words all words of the turn so far; empty if none is known. Personal data: never logged
   */
  int pauseMs(String words);

  /** Whether this may well have been all, so that an answer is worth preparing. */
  boolean isLikelyAll(String words);

  /** The same for whatever is said. */
  static Patience fixed(Duration silence) {
    int milliseconds = (int) silence.toMillis();
    return new Patience() {
      @Override
      public int pauseMs(String words) {
        return milliseconds;
      }

      @Override
      public boolean isLikelyAll(String words) {
        return !words.isBlank();
      }
    };
  }

  /**
   * Little for a turn that sounds complete, much for one that breaks off in the middle.
   *
   * @param silence for a turn of which nobody can tell
   * @param language an IETF tag
   */
  static Patience byWords(Duration silence, String language) {
    double usual = silence.toMillis();
    return new Patience() {
      @Override
      public int pauseMs(String words) {
        return (int)
            switch (Completeness.of(words, language)) {
              case COMPLETE -> Math.max(usual * 0.6, Math.min(usual, LEAST_MS));
              case OPEN -> usual;
              case UNFINISHED -> usual + MORE_TO_COME_MS;
            };
      }

      @Override
      public boolean isLikelyAll(String words) {
        return !words.isBlank() && Completeness.of(words, language) != Completeness.UNFINISHED;
      }
    };
  }
}
