package io.colloquy.conversation.outbox;

import io.colloquy.contracts.Packet;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Messages that must not be lost: written with the change that they tell of, or not at all, and
 * relayed to the broker at least once, in the order of each key.
 */
@ApplicationScoped
public class Outbox {

  private final Clock clock;
  private final OutboxRelay relay;

  @Inject
  public Outbox(
      Pool pool,
      Outlet outlet,
      Clock clock,
      @ConfigProperty(name = "colloquy.outbox.sweep", defaultValue = "1s") Duration sweep) {
    this.clock = clock;
    this.relay = new OutboxRelay(pool, outlet, sweep);
  }

  void start(@Observes StartupEvent event) {
    relay.start();
  }

  void stop(@Observes ShutdownEvent event) {
    relay.close();
  }

  /**
   * Adds a message within the transaction that runs; the answer is its id. No packet removes the
   * key from a compacted topic.
   */
  public Uni<Long> add(String topic, String key, Optional<Packet> packet) {
    var message = new OutboxMessage();
    message.topic = topic;
    message.key = key;
    message.headers = new JsonObject(Map.copyOf(packet.map(Packet::headers).orElse(Map.of())));
    message.body = packet.map(Packet::body).orElse(null);
    message.createdAt = clock.instant();
    return message.<OutboxMessage>persist().map(persisted -> persisted.id);
  }

  /**
   * To be called after the commit: relays at once, and answers when the message is on its topic or
   * patience is at an end. In the second case it follows as soon as the broker is there. The answer
   * comes on the Vert.x context of the caller, who may go on with the database.
   */
  public Uni<Void> awaitRelay(long messageId, Duration patience) {
    return Uni.createFrom()
        .completionStage(() -> relay.left(messageId))
        .ifNoItem()
        .after(patience)
        .recoverWithUni(Uni.createFrom().voidItem())
        .onTermination()
        .invoke(() -> relay.forget(messageId))
        .emitOn(callersContext());
  }

  private static Executor callersContext() {
    var context = Vertx.currentContext();
    return context == null ? Runnable::run : task -> context.runOnContext(_ -> task.run());
  }
}
