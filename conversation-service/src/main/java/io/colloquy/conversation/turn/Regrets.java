package io.colloquy.conversation.turn;

import io.colloquy.conversation.turn.Afterwards.HangUp;

/** What the agent says when no model answers; a call in which that goes on comes to its end. */
final class Regrets {

  /** Why a call has ended, as its record tells. */
  private static final String NO_MODEL = "Call ended because no model answered";

  private int turnsInARow;

  /** A model has answered. */
  void forget() {
    turnsInARow = 0;
  }

  /** Adds to a failed answer what the agent has to say to that. */
  void add(Answer answer, TurnPolicy.Regret policy) {
    turnsInARow++;
    if (turnsInARow >= policy.turnsInARow()) {
      answer.regret(policy.goodbye());
      answer.then(new HangUp(NO_MODEL));
    } else {
      answer.regret(answer.isWritten() ? policy.brokenOff() : policy.apology());
    }
  }
}
