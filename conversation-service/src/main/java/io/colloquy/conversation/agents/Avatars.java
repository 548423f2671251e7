package io.colloquy.conversation.agents;

import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The pictures that widgets show. One for each agent; it goes when the agent goes. */
@ApplicationScoped
public class Avatars {

  private static final String PUT =
      """
      insert into conversation.avatar (agent_id, media_type, picture)
      select id, $3, $4 from conversation.agent where id = $1 and workspace = $2
      on conflict (agent_id) do update set media_type = excluded.media_type,
        picture = excluded.picture
      """;

  private static final String GET =
      """
      select media_type, picture from conversation.avatar
      join conversation.agent on id = agent_id where agent_id = $1 and workspace = $2
      """;

  private final Pool pool;

  @Inject
  public Avatars(Pool pool) {
    this.pool = pool;
  }

  /** Fails with a {@link Refusal} (404) if there is no such agent. */
  Uni<Void> put(Workspace workspace, String agentId, Picture picture) {
    var row =
        Tuple.of(agentId, workspace.id(), picture.mediaType(), Buffer.buffer(picture.bytes()));
    return pool.preparedQuery(PUT)
        .execute(row)
        .invoke(
            result -> {
              if (result.rowCount() == 0) {
                throw Refusal.notFound("agent", agentId);
              }
            })
        .replaceWithVoid();
  }

  /** Fails with a {@link Refusal} (404) if the agent has none. */
  Uni<Picture> get(Workspace workspace, String agentId) {
    return pool.preparedQuery(GET)
        .execute(Tuple.of(AgentStore.askable(agentId), workspace.id()))
        .map(
            rows -> {
              var row = rows.iterator();
              if (!row.hasNext()) {
                throw Refusal.notFound("avatar", agentId);
              }
              var found = row.next();
              return new Picture(
                  found.getString("media_type"), found.get(Buffer.class, 1).getBytes());
            });
  }
}
