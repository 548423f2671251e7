package io.colloquy.conversation.agents;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.conversation.outbox.Outbox;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

  /**
   * The agent as it is now, whatever its workspace: for a conversation that was let in. May be
   * called on any thread, and does not block it.
   */
  public Uni<Optional<OwnedAgent>> find(String agentId) {
    return pool.preparedQuery("select document, workspace from conversation.agent where id = $1")
        .execute(Tuple.of(agentId))
        .map(
            rows ->
                only(rows)
                    .map(agent -> new OwnedAgent(rows.iterator().next().getString(1), agent)));
  }

  /** An agent of this workspace, or a {@link Refusal} (404). Any thread. */
  public Uni<Agent> get(Workspace workspace, String agentId) {
    return pool.preparedQuery(
            "select document from conversation.agent where id = $1 and workspace = $2")
        .execute(Tuple.of(askable(agentId), workspace.id()))
        .map(AgentStore::only)
        .map(found -> found.orElseThrow(() -> Refusal.notFound("agent", agentId)));
  }

  /** The id as PostgreSQL can be asked for it: a NUL, which no id holds, must not get there. */
  static String askable(String agentId) {
    return agentId.replace('\0', '\uFFFD');
  }

  private static Optional<Agent> only(RowSet<Row> rows) {
    var row = rows.iterator();
    return row.hasNext()
        ? Optional.of(Json.read(row.next().get(JsonObject.class, 0).encode(), Agent.class))
        : Optional.empty();
  }

  /** Stores a new agent. To be called on a Vert.x context, like all changes. */
  Uni<Agent> create(Workspace workspace, Function<Instant, Agent> creation) {
    return announced(
        () -> {
          var now = now();
          var stored = StoredAgent.of(workspace, creation.apply(now), now);
          return stored.persist().chain(() -> announce(stored));
        });
  }

  /** Changes an agent. Of several changes at once each sees the outcome of the one before. */
  public Uni<Agent> update(
      Workspace workspace, String agentId, BiFunction<Agent, Instant, Agent> change) {
    return announced(
        () ->
            locked(workspace, agentId)
                .chain(
                    stored -> {
                      var now = now();
                      stored.take(change.apply(stored.agent(), now), now);
                      return announce(stored);
                    }));
  }

  Uni<Void> delete(Workspace workspace, String agentId) {
    return announced(
            () ->
                locked(workspace, agentId)
                    // Entities of one kind that are removed at once get in each other's way
                    // (hibernate-reactive 1713); statements do not.
                    .chain(stored -> StoredAgent.delete("id", stored.id))
                    .chain(() -> outbox.add(Topics.AGENTS, agentId, Optional.empty()))
                    .map(messageId -> new Announced<>(agentId, messageId)))
        .replaceWithVoid();
  }

  private static Uni<StoredAgent> locked(Workspace workspace, String agentId) {
    return StoredAgent.<StoredAgent>findById(askable(agentId), LockModeType.PESSIMISTIC_WRITE)
        .map(found -> found != null && found.workspace.equals(workspace.id()) ? found : null)
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.notFound("agent", agentId));
  }

  private Uni<Announced<Agent>> announce(StoredAgent stored) {
    var owned = stored.owned();
    return outbox
        .add(Topics.AGENTS, stored.id, Optional.of(OwnedAgent.CODEC.encode(owned)))
        .map(messageId -> new Announced<>(owned.agent(), messageId));
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
