package io.colloquy.conversation.files;

import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.llm.SentFile;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps the files of calls in the database. A database that fails costs no call. */
@ApplicationScoped
class StoredCallFiles implements CallFiles {

  private static final Logger LOG = Logger.getLogger(StoredCallFiles.class);
  private static final Duration SWEEP = Duration.ofMinutes(10);

  /** What a call waits for the database at most. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ConversationFiles files;
  private final FilesConfig config;
  private final Vertx vertx;

  @Inject
  StoredCallFiles(ConversationFiles files, FilesConfig config, Vertx vertx) {
    this.files = files;
    this.config = config;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    vertx.setPeriodic(0, SWEEP.toMillis(), _ -> sweep());
  }

  private void sweep() {
    files
        .closeOlderThan(config.longest())
        .subscribe()
        .with(
            gone -> LOG.debugf("%d conversations were over untold", gone),
            failure -> LOG.warnf("old files were not removed: %s", failure.toString()));
  }

  @Override
  public void opened(String conversationId, String agentId, ConversationConfig config) {
    int most = FileInput.mostFiles(config, this.config.maxPerConversation());
    var _ = await(files.open(conversationId, agentId, most), "takes no files");
  }

  @Override
  public void closed(String conversationId) {
    files
        .close(conversationId)
        .subscribe()
        .with(
            _ -> {},
            failure ->
                LOG.warnf(
                    "the files of %s stay for %s: %s",
                    conversationId, config.longest(), failure.toString()));
  }

  @Override
  public List<SentFile> sent(String conversationId, List<String> fileIds) {
    return fileIds.isEmpty()
        ? List.of()
        : await(files.use(conversationId, fileIds), "has no files").orElse(List.of());
  }

  private static <T> Optional<T> await(Uni<T> work, String otherwise) {
    try {
      return Optional.ofNullable(
          VertxContextSupport.subscribeAndAwait(() -> work.ifNoItem().after(PATIENCE).fail()));
    } catch (Throwable e) {
      LOG.warnf("a conversation %s: %s", otherwise, e.toString());
      return Optional.empty();
    }
  }
}
