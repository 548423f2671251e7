package io.colloquy.gateway.session;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.edge.EdgeOutput;
import java.util.OptionalInt;

/** One message for a client, before it is rendered. */
public sealed interface ServerMessage {

  /** The very first message of every conversation, sent exactly once. */
  record Metadata(String conversationId, AudioFormat agentOutput, AudioFormat userInput)
      implements ServerMessage {}

  /**
   * @param pingMs the smoothed round trip in milliseconds; empty where it is being measured
   */
  record Ping(int eventId, OptionalInt pingMs) implements ServerMessage {}

  /** What the owner said, for the client. Never Started, Alive or Ended. */
  record Relayed(EdgeOutput output) implements ServerMessage {}
}
