package io.colloquy.gateway.access;

import io.colloquy.bus.LocalCopy;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.agent.OwnedAgent;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The agents that there are, without asking anybody. */
@Startup
@Singleton
public class Agents {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration NEWS_PATIENCE = Duration.ofMillis(1_500);

  private final LocalCopy<OwnedAgent> copy;

  Agents(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    copy = LocalCopy.of(bootstrapServers, Topics.AGENTS, OwnedAgent.CODEC);
  }

  public Optional<OwnedAgent> find(String agentId) {
    return copy.get(agentId);
  }

  /**
   * As {@link #find}, but an agent that was created a moment ago may not have reached this copy:
   * the answer "unknown" takes 1.5 s. To be called on an event loop, on which the answer comes.
   */
  public Uni<Optional<OwnedAgent>> findSoon(String agentId) {
    var found = find(agentId);
    return found.isPresent() ? Uni.createFrom().item(found) : awaitNews(agentId);
  }

  private Uni<Optional<OwnedAgent>> awaitNews(String agentId) {
    Context loop = Vertx.currentContext();
    return Multi.createFrom()
        .ticks()
        .every(LOOK_AGAIN)
        .onOverflow()
        .drop()
        .map(tick -> find(agentId))
        .select()
        .where(Optional::isPresent)
        .toUni()
        .ifNoItem()
        .after(NEWS_PATIENCE)
        .recoverWithItem(Optional::empty)
        .emitOn(task -> loop.runOnContext(_ -> task.run()));
  }

  /** True once every agent that there was at the start is known. */
  public boolean areKnown() {
    return copy.isCaughtUp();
  }

  @PreDestroy
  void close() {
    copy.close();
  }
}
