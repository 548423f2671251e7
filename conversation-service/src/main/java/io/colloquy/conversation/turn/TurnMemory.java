package io.colloquy.conversation.turn;

import java.util.List;

/**
 * What another owner must know to go on at a turn border.
 *
 * @param history in the order in which it was said
 * @param lastEventId the highest event id that the client has seen
 * @param nextTurn the index of the next transcript turn
 */
public record TurnMemory(List<History.Entry> history, int lastEventId, int nextTurn) {

  public TurnMemory {
    history = List.copyOf(history);
  }

  public static TurnMemory blank() {
    return new TurnMemory(List.of(), 0, 0);
  }
}
