package io.colloquy.analysis.agents;

import io.colloquy.bus.LocalCopy;
import io.colloquy.contracts.Topics;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The agents that there are, without asking anybody. */
@Startup
@Singleton
public class Agents {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration NEWS_PATIENCE = Duration.ofMillis(1_500);

  private final LocalCopy<KnownAgent> copy;
  private final Uni<Void> known;

  Agents(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    copy = LocalCopy.of(bootstrapServers, Topics.AGENTS, KnownAgent::read);
    known = until(() -> copy.isCaughtUp()).memoize().indefinitely();
  }

  /** Whose agent this is, as far as the news of it has come. */
  public Optional<Workspace> ownerOf(String agentId) {
    return find(agentId).map(agent -> new Workspace(agent.workspace()));
  }

  /** What is known of an agent, as far as the news of it has come. */
  public Optional<KnownAgent> find(String agentId) {
    return copy.get(agentId);
  }

  /** All agents, as far as the news of them has come. */
  public Collection<KnownAgent> all() {
    return copy.values();
  }

  /** Whether an agent of this workspace is like that. */
  public boolean anyOf(Workspace workspace, Predicate<KnownAgent> like) {
    return copy.values().stream()
        .anyMatch(agent -> agent.workspace().equals(workspace.id()) && like.test(agent));
  }

  /**
   * Fails with a {@link Refusal} (404) if the workspace has no such agent. The news of one that was
   * created a moment ago may still be under way, so that answer takes 1.5 s. To be called on a
   * Vert.x context, on which the answer comes.
   */
  public Uni<Void> require(Workspace workspace, String agentId) {
    var here = Vertx.currentContext();
    return until(() -> ownerOf(agentId).equals(Optional.of(workspace)))
        .ifNoItem()
        .after(NEWS_PATIENCE)
        .failWith(() -> Refusal.notFound("agent", agentId))
        .emitOn(task -> here.runOnContext(_ -> task.run()));
  }

  /** Completes when every agent that there was at the start is known. */
  public Uni<Void> known() {
    return known;
  }

  /** True once every agent that there was at the start is known. */
  public boolean areKnown() {
    return copy.isCaughtUp();
  }

  private static Uni<Void> until(Supplier<Boolean> holds) {
    return Uni.createFrom()
        .deferred(() -> holds.get() ? Uni.createFrom().voidItem() : eventually(holds));
  }

  private static Uni<Void> eventually(Supplier<Boolean> holds) {
    return Multi.createFrom()
        .ticks()
        .every(LOOK_AGAIN)
        .onOverflow()
        .drop()
        .filter(_ -> holds.get())
        .toUni()
        .replaceWithVoid();
  }

  @PreDestroy
  void close() {
    copy.close();
  }
}
