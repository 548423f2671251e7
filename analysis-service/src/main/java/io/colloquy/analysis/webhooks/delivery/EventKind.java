package io.colloquy.analysis.webhooks.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a webhook can be told. */
public enum EventKind {
  POST_CALL_TRANSCRIPTION("transcript"),
  POST_CALL_AUDIO("audio"),
  CALL_INITIATION_FAILURE("call_initiation_failure");

  private final String subscription;

  EventKind(String subscription) {
    this.subscription = subscription;
  }

  /** What it is called in settings. */
  public String subscription() {
    return subscription;
  }

  /** What it is called in an event's {@code type}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<EventKind> subscribedAs(String name) {
    return Arrays.stream(values()).filter(kind -> kind.subscription.equals(name)).findFirst();
  }
}
