package io.colloquy.analysis.retention;

import io.colloquy.analysis.agents.Agents;
import io.colloquy.analysis.agents.KnownAgent;
import io.colloquy.analysis.store.AgentRetentions;
import io.colloquy.analysis.store.AgentRetentions.Wish;
import io.colloquy.analysis.store.Deletions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Looks again and again for what is to be deleted, and for who is to be told. Each instance does;
 * what one does no other does at the same time.
 *
 * <pre>
 *   agents' changes ──▶ new deletion times ──▶ delete what is due ──▶ tell other systems
 * </pre>
 */
@ApplicationScoped
public class Sweeper {

  private static final Logger LOG = Logger.getLogger(Sweeper.class);

  private final Vertx vertx;
  private final Agents agents;
  private final AgentRetentions retentions;
  private final Deletions deletions;
  private final Herald herald;
  private final RetentionMeter meter;
  private final RetentionSettings settings;

  /** What of each agent was dealt with; empty until it is known what others have dealt with. */
  private final Map<String, String> dealtWith = new ConcurrentHashMap<>();

  private final AtomicBoolean knowsOthers = new AtomicBoolean();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile boolean stopped;

  Sweeper(
      Vertx vertx,
      Agents agents,
      AgentRetentions retentions,
      Deletions deletions,
      Herald herald,
      RetentionMeter meter,
      RetentionSettings settings) {
    this.vertx = vertx;
    this.agents = agents;
    this.retentions = retentions;
    this.deletions = deletions;
    this.herald = herald;
    this.meter = meter;
    this.settings = settings;
  }

  void start(@Observes StartupEvent event) {
    vertx.setPeriodic(settings.look().toMillis(), _ -> look());
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
  }

  private void look() {
    if (stopped || !looking.compareAndSet(false, true)) {
      return;
    }
    wishes()
        .flatMap(_ -> sweep())
        .flatMap(_ -> deletions.overdue().invoke(meter::overdue))
        .flatMap(_ -> herald.tellAll())
        .onTermination()
        .invoke(() -> looking.set(false))
        .subscribe()
        .with(
            _ -> LOG.trace("looked for what is to be deleted"),
            failure -> LOG.warnf("deletion has to wait: %s", failure.getClass().getSimpleName()));
  }

  private Uni<Void> sweep() {
    return deletions
        .sweep(settings.batch(), settings.webhookPatience())
        .invoke(meter::swept)
        .flatMap(
            done ->
                done.taken() < settings.batch() || stopped ? Uni.createFrom().voidItem() : sweep());
  }

  private Uni<Void> wishes() {
    if (!agents.areKnown()) {
      return Uni.createFrom().voidItem();
    }
    return others()
        .onItem()
        .transformToMulti(_ -> Multi.createFrom().iterable(agents.all()))
        .map(Sweeper::wish)
        .filter(this::isNews)
        .onItem()
        .transformToUniAndConcatenate(
            wish ->
                retentions.take(wish).invoke(_ -> dealtWith.put(wish.agentId(), wish.settings())))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> others() {
    return knowsOthers.get()
        ? Uni.createFrom().voidItem()
        : retentions
            .seen()
            .invoke(dealtWith::putAll)
            .invoke(_ -> knowsOthers.set(true))
            .replaceWithVoid();
  }

  /** An agent that never wanted anything of what there is need not be noted. */
  private boolean isNews(Wish wish) {
    var before = dealtWith.get(wish.agentId());
    return before == null ? wish.retroactive() : !before.equals(wish.settings());
  }

  private static Wish wish(KnownAgent agent) {
    return new Wish(
        agent.workspace(), agent.id(), agent.retention(), agent.retroactive(), agent.updatedAt());
  }
}
