package io.colloquy.conversation.turn;

import io.colloquy.contracts.speech.SpeechProgress;

/** How an answer reaches the client: {@link SpokenDelivery} or {@link WrittenDelivery}. */
sealed interface Delivery permits SpokenDelivery, WrittenDelivery {

  /** Where an answer stands. */
  enum Standing {
    /** The client has nothing of it that could be interrupted. */
    UNHEARD,
    /** It sounds, or is about to. */
    SOUNDING,
    /** The client has all of it. */
    HEARD
  }

  /** Hands more text over. */
  Standing say(Answer answer, String text);

  /** There is no more text. */
  Standing finish(Answer answer);

  /** There is no more text for a while. */
  Standing pause(Answer answer);

  /** Bridges a silence with words that are not the model's. */
  Standing fill(Answer answer, String filler);

  /** Stops an answer that may have been heard in part. */
  void silence(Answer answer);

  /** Stops it because the user speaks, and returns what was heard of it. */
  String cut(Answer answer);

  /** Gives up an answer that does not sound; true if the client has read some of it. */
  boolean leave(Answer answer);

  /** The voice made progress. */
  void voiced(Answer answer, SpeechProgress progress);

  /** The voice makes none. */
  void stalled(Answer answer);
}
