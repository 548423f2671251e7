package io.colloquy.conversation.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts conversations in Micrometer. */
final class MeteredSessions implements SessionMetrics {

  private static final String LOOK_UPS = "colloquy.knowledge.lookups";

  private final Counter started;
  private final Counter ended;
  private final Counter restored;
  private final Counter audioDropped;
  private final Timer lookedUp;
  private final Timer lookedUpInVain;

  MeteredSessions(MeterRegistry meters) {
    started = meters.counter("colloquy.conversations.started");
    ended = meters.counter("colloquy.conversations.ended");
    restored = meters.counter("colloquy.conversations.restored");
    lookedUp = meters.timer(LOOK_UPS, "outcome", "answered");
    lookedUpInVain = meters.timer(LOOK_UPS, "outcome", "late_or_failed");
    audioDropped = meters.counter("colloquy.audio.dropped.frames");
  }

  @Override
  public void started() {
    started.increment();
  }

  @Override
  public void ended() {
    ended.increment();
  }

  @Override
  public void restored() {
    restored.increment();
  }

  @Override
  public void lookedUp(boolean inTime, Duration duration) {
    (inTime ? lookedUp : lookedUpInVain).record(duration);
  }

  @Override
  public void audioDropped() {
    audioDropped.increment();
  }
}
