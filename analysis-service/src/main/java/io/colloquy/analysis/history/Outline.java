package io.colloquy.analysis.history;

import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.ConversationEvent.Started;
import java.util.Optional;

/**
 * What a list shows of a conversation.
 *
 * @param agentName empty until the started event is here
 * @param userId the caller's own name for its user
 * @param startedAtUnixSecs empty while only turns have arrived
 * @param durationSecs until its end; of a running conversation, until its last known turn began
 */
public record Outline(
    Optional<String> agentName,
    Optional<String> userId,
    Optional<Long> startedAtUnixSecs,
    int durationSecs,
    int messageCount,
    Status status) {

  /**
   * @param concluded whether all that is done about a conversation after its end is done
   */
  public static Outline of(
      Optional<Started> started, Optional<Ended> ended, Turns turns, boolean concluded) {
    return new Outline(
        started.map(Started::agentName),
        started.flatMap(s -> s.initiation().userId()),
        started.map(Started::startedAtUnixSecs).or(() -> ended.map(Ended::startedAtUnixSecs)),
        ended.map(Outline::secondsOf).orElse(turns.lastAtSecs()),
        turns.count(),
        Status.of(ended, turns, concluded));
  }

  private static int secondsOf(Ended ended) {
    return Math.clamp(ended.endedAtUnixSecs() - ended.startedAtUnixSecs(), 0, Integer.MAX_VALUE);
  }
}
