package io.colloquy.gateway.capacity;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Who takes part of what a workspace may have at once, on all edges together. A slot counts as long
 * as its holder is alive, whether or not it is freed. Each operation is atomic; answers come on any
 * thread and fail if the store does not answer in time.
 */
public interface Slots {

  /**
   * @param holder the run of an edge that has the client
   */
  record Slot(String conversationId, String holder, String workspace, String agentId) {}

  /** What became of the wish for a slot. */
  enum Verdict {
    STANDARD,
    /** Granted, beyond what the workspace has at the ordinary price. */
    BURST,
    WORKSPACE_FULL,
    AGENT_FULL,
    DAY_USED_UP,
    /** The holder is not alive any more, or its slot is gone. */
    LOST;

    public boolean isGranted() {
      return this == STANDARD || this == BURST;
    }
  }

  /**
   * Takes a slot among the calls.
   *
   * @param today the day on which the conversation counts
   */
  CompletionStage<Verdict> take(Slot slot, Limits limits, LocalDate today);

  /** Moves a call to the chats. Where it may not, it stays what it is. */
  CompletionStage<Verdict> moveToChat(String conversationId, Limits limits);

  /**
   * Frees a slot; one that is not there is free already.
   *
   * @param began whether the conversation counts for its day
   */
  CompletionStage<Void> free(String conversationId, boolean began);

  /** The conversations for which this holder has slots. */
  CompletionStage<List<String>> heldBy(String holder);

  /** Clears away what is left of holders that are gone. It did not count any more. */
  CompletionStage<Void> forgetTheGone();
}
