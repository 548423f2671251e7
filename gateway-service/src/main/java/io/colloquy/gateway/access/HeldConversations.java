package io.colloquy.gateway.access;

import io.colloquy.contracts.Workspace;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * In which workspace a conversation is held, for pages that have no key but their conversation's
 * id. Remembered for 30 days.
 */
@Singleton
public class HeldConversations {

  private static final Logger LOG = Logger.getLogger(HeldConversations.class);

  private static final String FORGET =
      "DELETE FROM gateway.conversation_workspace WHERE opened_at < now() - interval '30 days'";
  private static final String REMEMBER =
      """
      INSERT INTO gateway.conversation_workspace (conversation_id, workspace_id)
      VALUES ($1, $2)
      ON CONFLICT DO NOTHING
      """;
  private static final String FIND =
      "SELECT workspace_id FROM gateway.conversation_workspace WHERE conversation_id = $1";

  private final Pool pool;

  HeldConversations(Pool pool) {
    this.pool = pool;
  }

  void forgetOld(@Observes StartupEvent event) {
    pool.query(FORGET)
        .execute()
        .subscribe()
        .with(
            gone -> LOG.debugf("%d conversations forgotten", gone.rowCount()),
            failure -> LOG.warnf("old conversations were not forgotten: %s", failure.toString()));
  }

  /** Returns at once. A conversation of the default workspace needs no remembering. */
  public void remember(String conversationId, String workspace) {
    if (!workspace.equals(Workspace.DEFAULT)) {
      pool.preparedQuery(REMEMBER)
          .execute(Tuple.of(conversationId, workspace))
          .subscribe()
          .with(
              _ -> {},
              failure ->
                  LOG.warnf(
                      "%s will take no feedback without a key: %s",
                      conversationId, failure.toString()));
    }
  }

  /** Completes on any thread; fails if the database does not answer. */
  public CompletionStage<String> workspaceOf(String conversationId) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(conversationId))
        .map(rows -> rows.size() == 0 ? Workspace.DEFAULT : rows.iterator().next().getString(0))
        .subscribeAsCompletionStage();
  }
}
