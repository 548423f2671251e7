package io.colloquy.llm;

import io.colloquy.bus.LocalCopy;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.llm.ProviderKey;
import io.colloquy.llm.keys.ProviderPool;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Reads which keys workspaces have of their own, and opens the providers that they are for. */
final class WorkspaceProviders implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(WorkspaceProviders.class);

  /** Without them, calls of workspaces that have keys would be paid by the deployment. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LocalCopy<ProviderKey> keys;
  private final ProviderPool pool;

  /**
   * Begins to read.
   *
   * @param whenClosed as {@link ProviderPool} tells it
   */
  WorkspaceProviders(
      String bootstrapServers, ProviderPool.Opening opening, Consumer<String> whenClosed) {
    this.keys = LocalCopy.of(bootstrapServers, Topics.PROVIDER_KEYS, ProviderKey.CODEC);
    this.pool =
        new ProviderPool(
            (workspace, provider) -> keys.get(ProviderKey.name(workspace, provider)),
            opening,
            Clock.systemUTC(),
            whenClosed);
  }

  ProviderPool pool() {
    return pool;
  }

  /** Waits until all keys are read, for up to 10 s. */
  void await() throws InterruptedException {
    if (!keys.awaitCaughtUp(PATIENCE)) {
      LOG.warnf(
          "the keys of workspaces are not read after %s; the service is not ready before they are",
          PATIENCE);
    }
  }

  boolean areKnown() {
    return keys.isCaughtUp();
  }

  @Override
  public void close() {
    pool.close();
    keys.close();
  }
}
