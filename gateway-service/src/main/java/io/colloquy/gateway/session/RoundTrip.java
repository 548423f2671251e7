package io.colloquy.gateway.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Numbers the pings and measures how long their pongs take.
 *
 * <p>Some clients wait {@code ping_ms} before they answer. A measurement against such a ping would
 * contain its own last result and grow without end. So pings take turns: one reports the round trip
 * and is not measured, one is measured and reports nothing.
 */
final class RoundTrip {

  private static final int OUTSTANDING = 8;
  private static final double WEIGHT = 0.3;

  private final Map<Integer, Long> sentAtMs = new LinkedHashMap<>();
  private int lastId;
  private double smoothedMs = Double.NaN;

  ServerMessage.Ping next(long nowMs) {
    int id = ++lastId;
    if (id % 2 == 0 && !Double.isNaN(smoothedMs)) {
      return new ServerMessage.Ping(id, OptionalInt.of((int) Math.round(smoothedMs)));
    }
    sentAtMs.put(id, nowMs);
    if (sentAtMs.size() > OUTSTANDING) {
      sentAtMs.remove(sentAtMs.keySet().iterator().next());
    }
    return new ServerMessage.Ping(id, OptionalInt.empty());
  }

  /** The duration, if this pong answers a measured ping. */
  Optional<Duration> answered(int id, long nowMs) {
    var sentAt = sentAtMs.remove(id);
    if (sentAt == null) {
      return Optional.empty();
    }
    long took = Math.max(0, nowMs - sentAt);
    smoothedMs = Double.isNaN(smoothedMs) ? took : smoothedMs + WEIGHT * (took - smoothedMs);
    return Optional.of(Duration.ofMillis(took));
  }
}
