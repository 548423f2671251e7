package io.colloquy.telephony.sdp;

/** What became of a session description of the other side. */
public sealed interface Outcome {

  /**
   * Agreed.
   *
   * @param sdp our current description: the answer, or the offer that was answered
   */
  record Settled(String sdp, AudioPlan plan) implements Outcome {}

  /** Nothing fits: 488. */
  record Unacceptable(String why) implements Outcome {}

  /** It is no session description: 400. */
  record Unreadable(String why) implements Outcome {}
}
