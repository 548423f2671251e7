package io.colloquy.conversation.speech.streamed;

import java.util.OptionalDouble;

/** What a service says of an utterance. */
public sealed interface Said {

  /** The words after those that are settled, which may still change. */
  record Interim(String text) implements Said {}

  /**
   * Words that stay; they take the place of the interim ones.
   *
   * @param confidence 0 to 1
   * @param until how much of the sound on this connection is settled with it, in seconds
   */
  record Settled(String text, OptionalDouble confidence, OptionalDouble until) implements Said {}

  /**
   * @param tag the language that was detected, as an IETF tag
   */
  record Spoken(String tag) implements Said {}

  /** The utterance has all of its words. */
  record Complete() implements Said {}

  /**
   * The service does not go on.
   *
   * @param reason goes into logs: nothing that was said, no key
   */
  record Refused(String reason) implements Said {}
}
