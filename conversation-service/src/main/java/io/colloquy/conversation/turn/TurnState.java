package io.colloquy.conversation.turn;

/** Who has the floor. The transitions are drawn at {@link TurnMachine}. */
sealed interface TurnState {

  /** The conversation has not begun. */
  record Idle() implements TurnState {}

  /** Nobody speaks; it is the user's turn. */
  record Listening() implements TurnState {}

  /** The user speaks. */
  record Hearing() implements TurnState {}

  /** The agent owes an answer and none of it was spoken yet. */
  record Thinking(Answer answer) implements TurnState {}

  /** An answer is spoken, from its first piece until the listener has heard it all. */
  record Speaking(Answer answer) implements TurnState {}

  /** The conversation has ended. */
  record Over() implements TurnState {}
}
