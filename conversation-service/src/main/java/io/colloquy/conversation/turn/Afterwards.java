package io.colloquy.conversation.turn;

/** What happens when an answer was heard. */
sealed interface Afterwards {

  /** The floor is the user's. */
  record Listen() implements Afterwards {}

  /** The call ends. */
  record HangUp(String reason) implements Afterwards {}

  /** Another agent takes over. */
  record HandOver() implements Afterwards {}
}
