package io.colloquy.analysis.history;

import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.TranscriptTurn;
import java.util.Collection;
import java.util.Optional;

/**
 * What an {@link Outline} needs of the turns that have arrived.
 *
 * @param count how many have arrived
 * @param countOfAnnounced how many of them the ended event announced: those whose index is below
 *     its turn count; 0 while it is not here
 * @param lastAtSecs when the latest began, in seconds from the start of the conversation; 0 for
 *     none
 */
public record Turns(int count, int countOfAnnounced, int lastAtSecs) {

  /** Whether all that were said are here, as far as the end has told how many there are. */
  public boolean areComplete(Optional<Ended> ended) {
    return ended.isPresent() && countOfAnnounced >= ended.get().turnCount();
  }

  static Turns of(Collection<TranscriptTurn> turns, Optional<Ended> ended) {
    int announced = ended.map(Ended::turnCount).orElse(0);
    return new Turns(
        turns.size(),
        (int) turns.stream().filter(turn -> turn.index() < announced).count(),
        turns.stream().mapToInt(TranscriptTurn::timeInCallSecs).max().orElse(0));
  }
}
