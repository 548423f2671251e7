package io.colloquy.conversation.files;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.data.Interval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of conversations that go on. May be called on any thread, and does not block it. A
 * conversation's row is there from its start to its end; its files go with it.
 */
@ApplicationScoped
class ConversationFiles {

  private static final String CONVERSATION = "conversation";
  private static final String FILE = "file";

  private static final String OPEN =
      """
      insert into conversation.open_conversation (id, workspace, max_files)
      select $1, workspace, $3 from conversation.agent where id = $2
      on conflict do nothing
      """;

  private static final String LOCK =
      """
      select max_files from conversation.open_conversation where id = $1 and workspace = $2
      for update
      """;

  private static final String COUNT =
      """
      select count(*) as files, coalesce(sum(size_bytes), 0)::bigint as bytes
      from conversation.conversation_file where conversation_id = $1
      """;

  private static final String ADD =
      """
      insert into conversation.conversation_file
        (id, conversation_id, name, media_type, size_bytes, bytes)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private static final String USE =
      """
      update conversation.conversation_file set used = true
      where conversation_id = $1 and id = any($2) returning id, name, media_type, size_bytes
      """;

  private static final String REMOVE =
      """
      delete from conversation.conversation_file f using conversation.open_conversation c
      where f.id = $3 and f.conversation_id = $1 and c.id = $1 and c.workspace = $2 and not f.used
      """;

  private static final String STATE =
      """
      select used from conversation.conversation_file f
      join conversation.open_conversation c on c.id = f.conversation_id
      where f.id = $3 and c.id = $1 and c.workspace = $2
      """;

  private final Pool pool;
  private final FilesConfig config;

  /** A file that comes in. */
  record Draft(String name, FileKind kind, Buffer bytes) {}

  /** A file with what is in it. */
  record Stored(SentFile file, Optional<String> words) {}

  @Inject
  ConversationFiles(Pool pool, FilesConfig config) {
    this.pool = pool;
    this.config = config;
  }

  Uni<Void> open(String conversationId, String agentId, int maxFiles) {
    return pool.preparedQuery(OPEN)
        .execute(Tuple.of(conversationId, agentId, maxFiles))
        .replaceWithVoid();
  }

  Uni<Void> close(String conversationId) {
    return pool.preparedQuery("delete from conversation.open_conversation where id = $1")
        .execute(Tuple.of(conversationId))
        .replaceWithVoid();
  }

  /** Forgets conversations whose end nobody has told, and their files. */
  Uni<Integer> closeOlderThan(Duration age) {
    return pool.preparedQuery(
            "delete from conversation.open_conversation where opened_at < now() - $1::interval")
        .execute(Tuple.of(Interval.of(age)))
        .map(RowSet::rowCount);
  }

  /**
   * The id of the new file. Fails with a {@link Refusal}: 404 if the conversation does not go on,
   * 403 if it takes no files, 409 if it has too many.
   */
  Uni<String> add(Workspace workspace, String conversationId, Draft draft) {
    return pool.withTransaction(
        connection ->
            maxFiles(connection, workspace, conversationId)
                .chain(most -> requireRoom(connection, conversationId, draft, most))
                .chain(() -> insert(connection, conversationId, draft)));
  }

  /** Holds the conversation, so that uploads at once are counted one after the other. */
  private static Uni<Integer> maxFiles(
      SqlConnection connection, Workspace workspace, String conversationId) {
    return connection
        .preparedQuery(LOCK)
        .execute(Tuple.of(askable(conversationId), workspace.id()))
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw Refusal.notFound(CONVERSATION, conversationId);
              }
              return rows.iterator().next().getInteger(0);
            });
  }

  private Uni<Void> requireRoom(
      SqlConnection connection, String conversationId, Draft draft, int most) {
    if (most == 0) {
      throw new Refusal(403, "file_input_disabled", "This agent takes no files.");
    }
    return connection
        .preparedQuery(COUNT)
        .execute(Tuple.of(conversationId))
        .invoke(
            rows -> {
              var row = rows.iterator().next();
              if (row.getLong("files") >= most) {
                throw new Refusal(
                    409, "too_many_files", "A conversation may have %d files.".formatted(most));
              }
              if (row.getLong("bytes") + draft.bytes().length()
                  > config.maxBytesPerConversation()) {
                throw new Refusal(
                    409,
                    "too_many_files",
                    "The files of a conversation may have %d bytes together."
                        .formatted(config.maxBytesPerConversation()));
              }
            })
        .replaceWithVoid();
  }

  private static Uni<String> insert(SqlConnection connection, String conversationId, Draft draft) {
    var id = Ids.random("file_");
    return connection
        .preparedQuery(ADD)
        .execute(
            Tuple.of(
                id,
                conversationId,
                draft.name(),
                draft.kind().mediaType(),
                (long) draft.bytes().length(),
                draft.bytes().getDelegate()))
        .replaceWith(id);
  }

  /**
   * Takes a file back. Fails with a {@link Refusal}: 404 if there is none, 409 if the model has
   * been told of it.
   */
  Uni<Void> remove(Workspace workspace, String conversationId, String fileId) {
    var which = Tuple.of(askable(conversationId), workspace.id(), askable(fileId));
    return pool.preparedQuery(REMOVE)
        .execute(which)
        .chain(
            removed ->
                removed.rowCount() > 0
                    ? Uni.createFrom().voidItem()
                    : pool.preparedQuery(STATE)
                        .execute(which)
                        .invoke(rows -> refuse(fileId, rows.size() > 0))
                        .replaceWithVoid());
  }

  private static void refuse(String fileId, boolean isThere) {
    throw isThere
        ? new Refusal(409, "file_in_use", "The file was sent to the agent already.")
        : Refusal.notFound(FILE, fileId);
  }

  /** Those that there are, in the order of the ids. */
  Uni<List<SentFile>> use(String conversationId, List<String> fileIds) {
    var ids = fileIds.stream().map(ConversationFiles::askable).toArray(String[]::new);
    return pool.preparedQuery(USE)
        .execute(Tuple.of(conversationId, ids))
        .map(
            rows -> {
              Map<String, SentFile> found = new HashMap<>();
              rows.forEach(row -> found.put(row.getString("id"), file(row)));
              List<SentFile> inOrder = new ArrayList<>();
              fileIds.forEach(id -> Optional.ofNullable(found.get(id)).ifPresent(inOrder::add));
              return inOrder;
            });
  }

  /** A file without its bytes. Fails with a {@link Refusal} (404) if there is none. */
  Uni<Stored> find(String fileId) {
    return one(fileId, "id, name, media_type, size_bytes, words")
        .map(row -> new Stored(file(row), Optional.ofNullable(row.getString("words"))));
  }

  /** Fails with a {@link Refusal} (404) if there is no such file. */
  Uni<byte[]> bytes(String fileId) {
    return one(fileId, "bytes")
        .map(row -> row.get(io.vertx.core.buffer.Buffer.class, "bytes").getBytes());
  }

  private Uni<Row> one(String fileId, String columns) {
    return pool.preparedQuery(
            "select %s from conversation.conversation_file where id = $1".formatted(columns))
        .execute(Tuple.of(askable(fileId)))
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw Refusal.notFound(FILE, fileId);
              }
              return rows.iterator().next();
            });
  }

  /** What is to be read in it, so that it is read once. */
  Uni<Void> keepWords(String fileId, String words) {
    return pool.preparedQuery("update conversation.conversation_file set words = $2 where id = $1")
        .execute(Tuple.of(fileId, words))
        .replaceWithVoid();
  }

  private static SentFile file(Row row) {
    return new SentFile(
        row.getString("id"),
        row.getString("name"),
        row.getString("media_type"),
        row.getLong("size_bytes"));
  }

  /** The id as PostgreSQL can be asked for it: a NUL, which no id holds, must not get there. */
  private static String askable(String id) {
    return id.replace('\0', '\uFFFD');
  }
}
