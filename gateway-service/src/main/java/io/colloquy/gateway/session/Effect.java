package io.colloquy.gateway.session;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.edge.EdgeInput;
import java.time.Duration;

/** What a session wants done. */
public sealed interface Effect {

  /** Queue this for the client. */
  record Send(ServerMessage message) implements Effect {}

  /** Keep what is queued from here on, until {@link Release}. */
  record Hold() implements Effect {}

  record Release() implements Effect {}

  /** Throw away queued audio with an event id up to this one. */
  record DropAudio(int upToEventId) implements Effect {}

  /** Throw away all that is queued. */
  record Discard() implements Effect {}

  /**
   * Take up what the conversation needs from now on.
   *
   * @param textOnly whether nothing will be spoken
   */
  record Begin(boolean textOnly) implements Effect {}

  /** Note from now on what is heard on the call. */
  record StartRecording(AudioFormat user, AudioFormat agent) implements Effect {}

  record Tell(EdgeInput input) implements Effect {}

  /** Close the socket once what is queued has been sent. */
  record Close(Ending ending) implements Effect {}

  /** Cut the connection without a word: its client does not react any more. */
  record Cut() implements Effect {}

  record Arm(Timer timer, Duration delay) implements Effect {}

  /**
   * Count a message that had no effect.
   *
   * @param what from a short fixed list
   */
  record Ignored(String what) implements Effect {}

  record RoundTripMeasured(Duration duration) implements Effect {}
}
