package io.colloquy.conversation.simulation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a simulation ended. */
enum Ending {
  AGENT_ENDED,
  USER_ENDED,
  /** The agent handed the user to a person; nobody is called. */
  TRANSFERRED,
  TURN_LIMIT,
  TIME_LIMIT,
  /** After something had been said; before, the whole simulation fails. */
  MODEL_FAILED;

  @JsonValue
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
