package io.colloquy.conversation.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts conversations in Micrometer. */
final class MeteredSessions implements SessionMetrics {

  private final Counter started;
  private final Counter ended;
  private final Counter restored;
  private final Counter audioDropped;

  MeteredSessions(MeterRegistry meters) {
    started = meters.counter("colloquy.conversations.started");
    ended = meters.counter("colloquy.conversations.ended");
    restored = meters.counter("colloquy.conversations.restored");
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
  public void audioDropped() {
    audioDropped.increment();
  }
}
