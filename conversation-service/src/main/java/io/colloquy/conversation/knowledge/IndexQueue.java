package io.colloquy.conversation.knowledge;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The indexes that are to be computed: the rows of the table are the queue. Who claims one holds it
 * while it shows progress; after a lease without, another may claim it, and whatever the first one
 * still says of it is not heard.
 */
@ApplicationScoped
public class IndexQueue {

  private static final String CLAIM =
      """
      update conversation.knowledge_index
      set status = 'processing', attempt = attempt + 1, tries = tries + 1, touched_at = now()
      where id = (
        select id from conversation.knowledge_index
        where (status = 'created' or status = 'processing' and touched_at < now() - $1 * interval '1 ms')
          and tries < $2
        order by touched_at limit 1 for update skip locked)
      returning %s
      """
          .formatted(Index.COLUMNS);

  private static final String HELD = " where id = $1 and attempt = $2 and status = 'processing'";

  private final Pool pool;
  private final long lease;
  private final int attempts;

  @Inject
  public IndexQueue(Pool pool, KnowledgeConfig config) {
    this(pool, config.lease(), config.attempts());
  }

  IndexQueue(Pool pool, Duration lease, int attempts) {
    this.pool = pool;
    this.lease = lease.toMillis();
    this.attempts = attempts;
  }

  /** The index that has waited longest. */
  Uni<Optional<Index>> claim() {
    return giveUp()
        .chain(() -> pool.preparedQuery(CLAIM).execute(Tuple.of(lease, attempts)))
        .map(rows -> Rows.first(rows, Index::of));
  }

  /** What has ended this process time and again must not do so for ever. */
  private Uni<Void> giveUp() {
    return pool.preparedQuery(
            """
            update conversation.knowledge_index
            set status = 'failed', used_bytes = 0, touched_at = now(),
              reason = 'The work on the index was cut off time and again.'
            where status = 'processing' and tries >= $2
              and touched_at < now() - $1 * interval '1 ms'
            """)
        .execute(Tuple.of(lease, attempts))
        .replaceWithVoid();
  }

  Uni<String> text(Index index) {
    return pool.preparedQuery(
            "select text from conversation.knowledge_text where workspace = $1 and id = $2")
        .execute(Tuple.of(index.workspace().id(), index.documentId()))
        .map(rows -> Rows.first(rows, row -> row.getString("text")).orElse(""));
  }

  /** Whether the index is still wanted from the one who claimed it. */
  Uni<Boolean> progress(Index index, double percent) {
    return pool.preparedQuery(
            "update conversation.knowledge_index set progress = $3, touched_at = now()" + HELD)
        .execute(Tuple.of(index.id(), index.attempt(), percent))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Whether the chunks have become the index. */
  Uni<Boolean> succeed(Index index, List<Chunk> chunks) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(
                    "update conversation.knowledge_index set status = 'succeeded', progress = 100, touched_at = now()"
                        + HELD)
                .execute(Tuple.of(index.id(), index.attempt()))
                .chain(
                    rows ->
                        rows.rowCount() == 0
                            ? Uni.createFrom().item(false)
                            : store(connection, index, chunks).replaceWith(true)));
  }

  private static Uni<Void> store(SqlConnection connection, Index index, List<Chunk> chunks) {
    List<Tuple> rows = new ArrayList<>(chunks.size());
    for (var chunk : chunks) {
      var vector = Buffer.buffer(Vectors.bytes(chunk.vector()));
      rows.add(Tuple.of(index.id(), rows.size(), chunk.content(), vector));
    }
    return connection
        .preparedQuery("delete from conversation.knowledge_chunk where index_id = $1")
        .execute(Tuple.of(index.id()))
        .chain(
            () ->
                connection
                    .preparedQuery(
                        "insert into conversation.knowledge_chunk (index_id, position, content, vector) values ($1, $2, $3, $4)")
                    .executeBatch(rows))
        .replaceWithVoid();
  }

  Uni<Void> fail(Index index, String reason) {
    return pool.preparedQuery(
            "update conversation.knowledge_index set status = 'failed', reason = $3, used_bytes = 0, touched_at = now()"
                + HELD)
        .execute(Tuple.of(index.id(), index.attempt(), reason))
        .replaceWithVoid();
  }

  /** Gives back what could not be worked on now; it goes to the end of the queue. */
  Uni<Void> release(Index index) {
    return pool.preparedQuery(
            "update conversation.knowledge_index set status = 'created', progress = 0, touched_at = now(), tries = tries - 1"
                + HELD)
        .execute(Tuple.of(index.id(), index.attempt()))
        .replaceWithVoid();
  }
}
