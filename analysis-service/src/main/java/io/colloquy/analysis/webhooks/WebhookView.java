package io.colloquy.analysis.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.analysis.webhooks.delivery.Health;
import io.colloquy.contracts.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A webhook as the official client reads it, and two members of our own at the end. */
record WebhookView(
    String name,
    String webhookId,
    String webhookUrl,
    boolean isDisabled,
    boolean isAutoDisabled,
    long createdAtUnix,
    String authType,
    Optional<List<Map<String, String>>> usage,
    Optional<JsonNode> events,
    Optional<Integer> mostRecentFailureErrorCode,
    Optional<Long> mostRecentFailureTimestamp,
    boolean retryEnabled,
    Optional<Long> previousSecretExpiresAtUnix) {

  /**
   * @param usage what uses it, if that was asked for
   */
  static WebhookView of(StoredWebhook row, Optional<List<String>> usage) {
    var state = row.health().state();
    return new WebhookView(
        row.name,
        row.id,
        row.url,
        state == Health.State.DISABLED,
        state == Health.State.AUTO_DISABLED,
        row.createdAt.getEpochSecond(),
        "hmac",
        usage.map(types -> types.stream().map(type -> Map.of("usage_type", type)).toList()),
        usage.map(_ -> Json.read(row.events, JsonNode.class)),
        Optional.ofNullable(row.lastFailure),
        Optional.ofNullable(row.lastFailureAt).map(time -> time.getEpochSecond()),
        row.retryEnabled,
        Optional.ofNullable(row.previousUntil).map(time -> time.getEpochSecond()));
  }
}
