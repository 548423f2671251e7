package io.colloquy.conversation.session;

import io.colloquy.bus.trace.Trace;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.ToolCalled;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.speech.SpeechRequest;

/** Where a conversation's effects leave. None of these blocks for long. */
interface Outlets {

  void toEdge(EdgeAddress edge, String conversationId, EdgeOutput output);

  /**
   * @param trace where the model's work is told
   */
  void toModel(LlmRequest request, Trace trace);

  /**
   * @param trace where the voice's work is told
   */
  void toVoice(SpeechRequest request, Trace trace);

  /** Kept until the broker has it. */
  void publish(ConversationEvent event);

  /** Kept until the broker has it. */
  void publish(TranscriptTurn turn);

  /** Kept until the broker has it. */
  void publish(ToolCalled call);

  /** Replaces the conversation's snapshot. */
  void keep(Snapshot snapshot);

  /** The conversation is over and needs no snapshot. */
  void forget(String conversationId);
}
