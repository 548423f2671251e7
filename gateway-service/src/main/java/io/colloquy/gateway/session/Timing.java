package io.colloquy.gateway.session;

import io.colloquy.contracts.edge.Liveness;
import java.time.Duration;

/**
 * How long a session waits for what.
 *
 * @param initiationGrace for the client's first message
 * @param startPatience for the owner to start the conversation
 * @param settleGap between the metadata frame and the next one. Clients on Node attach their
 *     listener only after the first frame and lose what arrives in the same segment.
 * @param clientSilence without any frame from the client, after which it is taken for dead
 * @param closePatience for a client to take what is queued and answer the close frame
 */
public record Timing(
    Duration initiationGrace,
    Duration startPatience,
    Duration settleGap,
    Duration pingInterval,
    Duration clientSilence,
    Duration aliveInterval,
    Duration ownerPatience,
    Duration closePatience) {

  public static Timing defaults() {
    return new Timing(
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofMillis(60),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(60),
        Liveness.INTERVAL,
        Liveness.PATIENCE,
        Duration.ofSeconds(10));
  }
}
