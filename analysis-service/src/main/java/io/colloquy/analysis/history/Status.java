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
 *                                  ├── turns are missing ──▶ PROCESSING ──the last one──▶ DONE
 *                                  ├── all turns are here ──────────────────────────────▶ DONE
 *                                  └── with an error ───────────────────────────────────▶ FAILED
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

  static Status of(Optional<Ended> ended, Turns turns) {
    if (ended.isEmpty()) {
      return turns.count() == 0 ? INITIATED : IN_PROGRESS;
    }
    if (ended.get().error().isPresent()) {
      return FAILED;
    }
    return turns.countOfAnnounced() < ended.get().turnCount() ? PROCESSING : DONE;
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
