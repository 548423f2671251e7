package io.colloquy.conversation.simulation;

/** What follows from the use of a tool, beside its result. */
sealed interface Upshot {

  /** The agent reads the result and goes on. */
  record GoOn() implements Upshot {}

  /** The agent waits for the user. */
  record BeSilent() implements Upshot {}

  /**
   * @param farewell what the agent says before; may be empty
   */
  record End(Ending ending, String farewell) implements Upshot {}

  /**
   * Another agent takes over.
   *
   * @param words what the agent says while it hands over; may be empty
   * @param greets whether the other one says its first message
   */
  record HandOver(Party to, String words, boolean greets) implements Upshot {}
}
