package io.colloquy.telephony.agents;

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
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The agents that there are, without asking anybody. */
@Startup
@Singleton
public class Agents {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration NEWS_PATIENCE = Duration.ofMillis(1_500);

  private final LocalCopy<KnownAgent> copy;

  Agents(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    copy = LocalCopy.of(bootstrapServers, Topics.AGENTS, KnownAgent::read);
  }

  /** An agent of this workspace, as far as the news of it has come. */
  public Optional<KnownAgent> find(Workspace workspace, String id) {
    return copy.get(id).filter(agent -> agent.workspace().equals(workspace.id()));
  }

  /**
   * As {@link #find}, but fails with a {@link Refusal} (404) if there is no such agent. The news of
   * one that was created a moment ago may still be under way, so that answer takes 1.5 s. To be
   * called on a Vert.x context, on which the answer comes.
   */
  public Uni<KnownAgent> get(Workspace workspace, String id) {
    return find(workspace, id)
        .map(agent -> Uni.createFrom().item(agent))
        .orElseGet(() -> awaitNews(workspace, id));
  }

  private Uni<KnownAgent> awaitNews(Workspace workspace, String id) {
    var here = Vertx.currentContext();
    return Multi.createFrom()
        .ticks()
        .every(LOOK_AGAIN)
        .onOverflow()
        .drop()
        .map(_ -> find(workspace, id))
        .select()
        .where(Optional::isPresent)
        .toUni()
        .map(Optional::get)
        .ifNoItem()
        .after(NEWS_PATIENCE)
        .failWith(() -> Refusal.notFound("agent", id))
        .emitOn(task -> here.runOnContext(_ -> task.run()));
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
