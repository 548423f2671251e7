package io.colloquy.conversation.turn;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import java.util.List;
import java.util.Optional;

/** What the turn machine wants done. The session does it, in this order. */
public sealed interface Effect {

  /** Send to the edge, if the agent's client events hold it. */
  record Tell(EdgeOutput output) implements Effect {}

  /** Ask the model for an answer to this history. */
  record Generate(String generationId, List<ChatMessage> history) implements Effect {
    public Generate {
      history = List.copyOf(history);
    }
  }

  /**
   * Use these tools for the model, all at once; {@link Event.ToolsAnswered} answers.
   *
   * @param eventId of the answer that they are used for
   */
  record UseTools(String generationId, int eventId, List<ToolCall> calls) implements Effect {
    public UseTools {
      calls = List.copyOf(calls);
    }
  }

  /** The agent's last words were heard: another may take over, with {@link Event.TookOver}. */
  record HandOver() implements Effect {}

  record CancelGeneration(String generationId) implements Effect {}

  /**
   * Have a piece spoken.
   *
   * @param voice the label of one of the agent's further voices; empty for its own
   */
  record Speak(int eventId, int piece, String text, Optional<String> voice) implements Effect {}

  /** Nothing of this event id, or of an earlier one, is to be spoken any more. */
  record Hush(int eventId) implements Effect {}

  /** A turn is over and belongs into the transcript. */
  record Publish(SpokenTurn turn) implements Effect {}

  /** A border at which another owner could take over. */
  record Checkpoint() implements Effect {}

  record Arm(Alarm alarm, long delayMs) implements Effect {}

  record Disarm(Alarm alarm) implements Effect {}

  /**
   * The conversation is over; no effect follows.
   *
   * @param code close code for the client
   * @param reason for the client; empty when the client is the one who left
   */
  record End(
      int code, String reason, String termination, Optional<ConversationEvent.Failure> failure)
      implements Effect {}
}
