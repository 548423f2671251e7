package io.colloquy.conversation.agents;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.conversation.outbox.Outbox;
import io.colloquy.rest.Refusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The agents. Every change is announced on the topic {@link Topics#AGENTS}: the outbox takes the
 * announcement in the transaction of the change, and the answer waits until it is on the topic, so
 * that whoever got the answer can use the agent anywhere.
 */
@ApplicationScoped
public class AgentStore {

  private final Pool pool;
  private final Outbox outbox;
  private final Clock clock;
  private final Duration publishPatience;

  /** What a transaction leaves behind: its outcome, and the announcement of it. */
  private record Announced<T>(T outcome, long messageId) {}

  @Inject
  public AgentStore(
      Pool pool,
      Outbox outbox,
      Clock clock,
      @ConfigProperty(name = "colloquy.agents.publish-patience", defaultValue = "2s")
          Duration publishPatience) {
    this.pool = pool;
    this.outbox = outbox;
    this.clock = clock;
    this.publishPatience = publishPatience;
  }

  /** The agent as it is now. May be called on any thread, and does not block it. */
  public Uni<Optional<Agent>> find(String agentId) {
    return pool.preparedQuery("select document from conversation.agent where id = $1")
        .execute(Tuple.of(agentId))
        .map(
            rows -> {
              var row = rows.iterator();
              return row.hasNext()
                  ? Optional.of(agent(row.next().get(JsonObject.class, 0)))
                  : Optional.empty();
            });
  }

  private static Agent agent(JsonObject document) {
    return Json.read(document.encode(), Agent.class);
  }

  /** Stores a new agent. To be called on a Vert.x context, like all changes. */
  Uni<Agent> create(Function<Instant, Agent> creation) {
    return announced(
        () -> {
          var now = now();
          var agent = creation.apply(now);
          return StoredAgent.of(agent, now).persist().chain(() -> announce(agent));
        });
  }

  /** Changes an agent. Of several changes at once each sees the outcome of the one before. */
  public Uni<Agent> update(String agentId, BiFunction<Agent, Instant, Agent> change) {
    return announced(
        () ->
            locked(agentId)
                .chain(
                    stored -> {
                      var now = now();
                      var changed = change.apply(stored.agent(), now);
                      stored.take(changed, now);
                      return announce(changed);
                    }));
  }

  Uni<Void> delete(String agentId) {
    return announced(
            () ->
                locked(agentId)
                    .chain(StoredAgent::delete)
                    .chain(() -> outbox.add(Topics.AGENTS, agentId, Optional.empty()))
                    .map(messageId -> new Announced<>(agentId, messageId)))
        .replaceWithVoid();
  }

  private static Uni<StoredAgent> locked(String agentId) {
    return StoredAgent.<StoredAgent>findById(agentId, LockModeType.PESSIMISTIC_WRITE)
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.notFound("agent", agentId));
  }

  private Uni<Announced<Agent>> announce(Agent agent) {
    var packet = new Packet(Map.of(), Json.bytes(agent));
    return outbox
        .add(Topics.AGENTS, agent.agentId(), Optional.of(packet))
        .map(messageId -> new Announced<>(agent, messageId));
  }

  private <T> Uni<T> announced(Supplier<Uni<Announced<T>>> work) {
    return Panache.withTransaction(work)
        .chain(
            done ->
                outbox.awaitRelay(done.messageId(), publishPatience).replaceWith(done.outcome()));
  }

  /** As exact as PostgreSQL keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
