package io.colloquy.conversation.knowledge;

import io.colloquy.contracts.Ids;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** The RAG indexes of the documents. May be called on any thread, and does not block it. */
@ApplicationScoped
public class Indexes {

  static final String KIND = "rag_index";

  private static final Pattern CHUNK_ID = Pattern.compile("(rag_[0-9a-z]{1,40})-([0-9]{1,8})");

  /** An index that failed for good is tried again when it is asked for again. */
  private static final String ENSURE =
      """
      insert into conversation.knowledge_index
        (id, workspace, document_id, model, status, progress, used_bytes, attempt, tries, touched_at)
      select $1, workspace, id, $4, status, case status when 'created' then 0 else 100 end,
        case status when 'created' then bytes else 0 end, 0, 0, now()
      from (
        select workspace, id, octet_length(text) as bytes, case
          when octet_length(text) < $5 then 'document_too_small'
          when octet_length(text) + (
            select coalesce(sum(used_bytes), 0) from conversation.knowledge_index
            where workspace = $2) > $6 then 'rag_limit_exceeded'
          else 'created' end as status
        from conversation.knowledge_text where workspace = $2 and id = $3) wanted
      on conflict (workspace, document_id, model) do update
        set status = excluded.status, progress = excluded.progress, tries = 0,
          used_bytes = excluded.used_bytes, reason = null, touched_at = now()
        where knowledge_index.status in ('failed', 'rag_limit_exceeded')
      """;

  private final Pool pool;
  private final int minBytes;
  private final long maxBytes;

  /** Bytes that one model's indexes take. */
  record Usage(String model, long usedBytes) {}

  /** A piece of a document as it is shown. */
  record Piece(String id, String content) {}

  @Inject
  public Indexes(Pool pool, KnowledgeConfig config) {
    this(pool, config.minIndexedBytes(), config.maxIndexedBytes());
  }

  Indexes(Pool pool, int minBytes, long maxBytes) {
    this.pool = pool;
    this.minBytes = minBytes;
    this.maxBytes = maxBytes;
  }

  /**
   * The index of a document, which is queued for work if there is none or it has failed. Fails with
   * a {@link Refusal} (404) if there is no such document, or it is a folder.
   */
  Uni<Index> ensure(Workspace workspace, String documentId, String model) {
    return pool.preparedQuery(ENSURE)
        .execute(
            Documents.values(
                Ids.random("rag_"), workspace.id(), documentId, model, minBytes, maxBytes))
        .chain(() -> find(workspace, List.of(documentId), model))
        .map(
            found ->
                found.stream()
                    .findFirst()
                    .orElseThrow(() -> Refusal.notFound(Documents.KIND, documentId)));
  }

  /** Those that there are of these documents for one model. */
  Uni<List<Index>> find(Workspace workspace, Collection<String> documentIds, String model) {
    return pool.preparedQuery(
            "select %s from conversation.knowledge_index where workspace = $1 and document_id = any($2) and model = $3"
                .formatted(Index.COLUMNS))
        .execute(Tuple.of(workspace.id(), documentIds.toArray(String[]::new), model))
        .map(rows -> Rows.all(rows, Index::of));
  }

  Uni<List<Index>> ofDocument(Workspace workspace, String documentId) {
    return pool.preparedQuery(
            "select %s from conversation.knowledge_index where workspace = $1 and document_id = $2 order by model"
                .formatted(Index.COLUMNS))
        .execute(Tuple.of(workspace.id(), documentId))
        .map(rows -> Rows.all(rows, Index::of));
  }

  /** Answers what was deleted; fails with a {@link Refusal} (404) if there was nothing. */
  Uni<Index> delete(Workspace workspace, String documentId, String id) {
    return pool.preparedQuery(
            "delete from conversation.knowledge_index where workspace = $1 and document_id = $2 and id = $3 returning %s"
                .formatted(Index.COLUMNS))
        .execute(Tuple.of(workspace.id(), documentId, id))
        .map(rows -> Rows.only(rows, Index::of, KIND, id));
  }

  Uni<List<Usage>> usage(Workspace workspace) {
    return pool.preparedQuery(
            "select model, sum(used_bytes)::bigint as used from conversation.knowledge_index where workspace = $1 group by model order by model")
        .execute(Tuple.of(workspace.id()))
        .map(rows -> Rows.all(rows, row -> new Usage(row.getString("model"), row.getLong("used"))));
  }

  /** The text of a chunk by the id that {@link #chunkId} gives it. */
  Uni<Piece> chunk(Workspace workspace, String documentId, String chunkId) {
    var id = CHUNK_ID.matcher(chunkId);
    if (!id.matches()) {
      return Uni.createFrom().failure(() -> Refusal.notFound("chunk", chunkId));
    }
    return pool.preparedQuery(
            """
            select c.content from conversation.knowledge_chunk c
            join conversation.knowledge_index i on i.id = c.index_id
            where i.workspace = $1 and i.document_id = $2 and i.id = $3 and c.position = $4
            """)
        .execute(Tuple.of(workspace.id(), documentId, id.group(1), Integer.valueOf(id.group(2))))
        .map(
            rows ->
                Rows.only(
                    rows, row -> new Piece(chunkId, row.getString("content")), "chunk", chunkId));
  }

  /**
   * The chunks of one model's index in the order of the text; none if there is no such index.
   *
   * @param after the position that is known already, or -1
   */
  Uni<List<Piece>> chunks(
      Workspace workspace, String documentId, String model, int after, int most) {
    return pool.preparedQuery(
            """
            select c.index_id, c.position, c.content from conversation.knowledge_chunk c
            join conversation.knowledge_index i on i.id = c.index_id
            where i.workspace = $1 and i.document_id = $2 and i.model = $3 and c.position > $4
            order by c.position limit $5
            """)
        .execute(Tuple.of(workspace.id(), documentId, model, after, most))
        .map(rows -> Rows.all(rows, Indexes::piece));
  }

  private static Piece piece(Row row) {
    return new Piece(
        chunkId(row.getString("index_id"), row.getInteger("position")), row.getString("content"));
  }

  static String chunkId(String indexId, int position) {
    return indexId + "-" + position;
  }

  /** What the chunks of an index are about, in the order of the text. */
  Uni<List<float[]>> vectors(String indexId) {
    return pool.preparedQuery(
            "select vector from conversation.knowledge_chunk where index_id = $1 order by position")
        .execute(Tuple.of(indexId))
        .map(rows -> Rows.all(rows, row -> Vectors.of(row.get(Buffer.class, "vector").getBytes())));
  }

  /** The chunks with these ids, in no order; those that are gone are left out. */
  Uni<List<Piece>> pieces(Collection<String> chunkIds) {
    return pool.preparedQuery(
            """
            select index_id, position, content from conversation.knowledge_chunk
            where (index_id, position) in (
              select split_part(id, '-', 1), split_part(id, '-', 2)::int from unnest($1::text[]) id)
            """)
        .execute(Tuple.of(chunkIds.toArray(String[]::new)))
        .map(rows -> Rows.all(rows, Indexes::piece));
  }
}
