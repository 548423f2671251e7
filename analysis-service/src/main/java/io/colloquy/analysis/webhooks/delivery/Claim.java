package io.colloquy.analysis.webhooks.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * A delivery that is ours to bring until its lease is over.
 *
 * @param attempt 1 or more
 * @param retried whether there may be another attempt
 */
public record Claim(
    long seq, String lease, int attempt, boolean retried, Event event, Receiver receiver) {

  /**
   * What happened.
   *
   * @param body the bytes to be sent; empty if they are made from a recording, or gone
   */
  public record Event(
      String id,
      String workspace,
      EventKind kind,
      String agentId,
      String conversationId,
      Instant happenedAt,
      Optional<byte[]> body) {

    /** Keeps what was said out of logs. */
    @Override
    public String toString() {
      return "Event[" + id + "]";
    }
  }

  /**
   * Where it is to be brought.
   *
   * @param sealedHeaders JSON of more headers, by name
   * @param sealedPrevious the secret before this one, while it still signs
   */
  public record Receiver(
      String webhookId,
      String url,
      Optional<String> sealedHeaders,
      String sealedSecret,
      Optional<String> sealedPrevious) {

    @Override
    public String toString() {
      return "Receiver[" + webhookId + "]";
    }
  }
}
