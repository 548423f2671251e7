package io.colloquy.conversation.turn;

/** What a turn may have to wait for. Arming an alarm anew replaces the one that was armed. */
public enum Alarm {
  /** The model has given no text for too long. */
  ANSWER_STALLED,
  /** The voice has given no audio for too long. */
  SPEECH_STALLED,
  /** The listener has heard the answer to its end. */
  PLAYED_OUT,
  /** The conversation has lasted as long as it may. */
  LONGEST_CALL
}
