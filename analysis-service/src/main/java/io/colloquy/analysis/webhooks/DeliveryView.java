package io.colloquy.analysis.webhooks;

import io.colloquy.analysis.webhooks.delivery.Progress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A delivery as it is shown: everything but what was said. */
record DeliveryView(
    String deliveryId,
    String webhookId,
    String eventId,
    String eventType,
    String agentId,
    String conversationId,
    String status,
    int attemptCount,
    long createdAtUnix,
    Optional<Long> nextAttemptAtUnix,
    boolean isReplay,
    Optional<String> bodySha256,
    Optional<List<Attempt>> attempts) {

  /** One attempt. The hash is of what was sent then. */
  record Attempt(
      int number,
      long startedAtUnix,
      int durationMs,
      String outcome,
      Optional<Integer> statusCode,
      Optional<String> bodySha256) {}

  /** The event that is brought. */
  record About(
      String eventId,
      String kind,
      String agentId,
      String conversationId,
      Optional<String> bodySha256) {}

  static DeliveryView of(
      String id,
      String webhookId,
      About event,
      Progress.Status status,
      int attempts,
      long createdAtUnix,
      Optional<Long> dueAtUnix,
      boolean replayed,
      Optional<List<Attempt>> log) {
    return new DeliveryView(
        id,
        webhookId,
        event.eventId(),
        event.kind().toLowerCase(Locale.ROOT),
        event.agentId(),
        event.conversationId(),
        status.name().toLowerCase(Locale.ROOT),
        attempts,
        createdAtUnix,
        dueAtUnix,
        replayed,
        event.bodySha256(),
        log);
  }
}
