package io.colloquy.analysis.history;

import com.fasterxml.jackson.annotation.JsonValue;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a conversation stands, by what is known of it.
 *
 * <pre>
 *   INITIATED ──first turn──▶ IN_PROGRESS
 *       │                          │
 *       └──────────ended───────────┤
 *                                  ▼
 *                              PROCESSING ──concluded──▶ DONE, or FAILED if it ended with an error
 * </pre>
 *
 * <p>It depends on the set of events alone, not on the order in which they came.
 */
public enum Status {
  INITIATED,
  IN_PROGRESS,
  PROCESSING,
  DONE,
  FAILED;

  /**
   * @param concluded whether all that is done about a conversation after its end is done
   */
  static Status of(Optional<Ended> ended, Turns turns, boolean concluded) {
    if (ended.isEmpty()) {
      return turns.count() == 0 ? INITIATED : IN_PROGRESS;
    }
    if (!concluded) {
      return PROCESSING;
    }
    return ended.get().error().isPresent() ? FAILED : DONE;
  }

  /**
   * @throws IllegalArgumentException if there is no such status
   */
  public static Status of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
