package io.colloquy.conversation.turn;

/** What a turn may have to wait for. Arming an alarm anew replaces the one that was armed. */
public enum Alarm {
  /** The model is slow enough for a word that fills the pause. */
  FILLER_DUE,
  /** The model has given no text for too long. */
  ANSWER_STALLED,
  /** The voice has given no audio for too long. */
  SPEECH_STALLED,
  /** The listener has heard the answer to its end. */
  PLAYED_OUT,
  /** The client asked the agent to hold its words; that time is over. */
  FLOOR_FREE,
  /** The user has said nothing for so long that the agent speaks again. */
  USER_SILENT,
  /** The user has said nothing for so long that the call ends. */
  SILENCE_ENDS_CALL,
  /** The conversation has lasted as long as it may. */
  LONGEST_CALL
}
