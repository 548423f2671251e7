package io.colloquy.analysis.webhooks.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When a delivery that failed is tried again: after the pauses of Standard Webhooks, each a little
 * longer by chance, so that what failed together does not come back together.
 */
public final class Schedule {

  /** After the first attempt, after the second, and so on; about three days in all. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /** For how long a receiver can ask to be left alone. */
  static final Duration LONGEST_REST = Duration.ofHours(24);

  /** By how much of itself a pause grows at most. */
  static final double JITTER = 0.1;

  private final List<Duration> pauses;
  private final DoubleSupplier chance;

  /**
   * The pauses of Standard Webhooks.
   *
   * @param chance numbers from 0 to 1
   */
  public Schedule(DoubleSupplier chance) {
    this(PAUSES, chance);
  }

  /**
   * Other pauses.
   *
   * @param chance numbers from 0 to 1
   */
  public Schedule(List<Duration> pauses, DoubleSupplier chance) {
    this.pauses = List.copyOf(pauses);
    this.chance = chance;
  }

  /**
   * The pause after an attempt; empty when it was the last.
   *
   * @param attempt 1 or more
   * @param asked for how long the receiver wants to be left alone
   */
  public Optional<Duration> pauseAfter(int attempt, Optional<Duration> asked) {
    if (attempt > pauses.size()) {
      return Optional.empty();
    }
    var planned = pauses.get(attempt - 1);
    var wanted = asked.map(Schedule::bounded).filter(rest -> rest.compareTo(planned) > 0);
    return Optional.of(longer(wanted.orElse(planned)));
  }

  private static Duration bounded(Duration asked) {
    return asked.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : asked;
  }

  private Duration longer(Duration pause) {
    return pause.plusMillis((long) (pause.toMillis() * JITTER * chance.getAsDouble()));
  }
}
