package io.colloquy.analysis.history;

import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.ConversationEvent.Started;
import io.colloquy.contracts.event.TranscriptTurn;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the events have told of one conversation.
 *
 * <p>Events may come in any order and any number of times. Each is known by what it tells of (the
 * start, the end, the turn of an index); the first that tells it stays, and what comes again
 * changes nothing.
 *
 * @param turns by index
 */
public record ConversationRecord(
    String conversationId,
    String agentId,
    Optional<Started> started,
    Optional<Ended> ended,
    SortedMap<Integer, TranscriptTurn> turns) {

  public ConversationRecord {
    turns = Collections.unmodifiableSortedMap(new TreeMap<>(turns));
  }

  /** Of a conversation whose events are still to come. */
  public static ConversationRecord blank(String conversationId, String agentId) {
    return new ConversationRecord(
        conversationId, agentId, Optional.empty(), Optional.empty(), new TreeMap<>());
  }

  public ConversationRecord with(ConversationEvent event) {
    return switch (event) {
      case Started first when started.isEmpty() ->
          new ConversationRecord(conversationId, agentId, Optional.of(first), ended, turns);
      case Ended first when ended.isEmpty() ->
          new ConversationRecord(conversationId, agentId, started, Optional.of(first), turns);
      case Started again -> this;
      case Ended again -> this;
    };
  }

  public ConversationRecord with(TranscriptTurn turn) {
    var more = new TreeMap<>(turns);
    more.putIfAbsent(turn.index(), turn);
    return new ConversationRecord(conversationId, agentId, started, ended, more);
  }

  /** The turns that are here, in the order in which they were said. */
  public List<TranscriptTurn> transcript() {
    return List.copyOf(turns.values());
  }

  /**
   * @param concluded whether all that is done about a conversation after its end is done
   */
  public Outline outline(boolean concluded) {
    return Outline.of(started, ended, Turns.of(turns.values(), ended), concluded);
  }
}
