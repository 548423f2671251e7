package io.colloquy.conversation.knowledge;

import io.colloquy.contracts.Ids;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The documents of the knowledge base. May be called on any thread, and does not block it. */
@ApplicationScoped
public class Documents {

  static final String KIND = "document";

  private static final String ADD =
      """
      with d as (
        insert into conversation.knowledge_document as d
          (workspace, id, type, name, url, filename, folder_id, size_bytes, characters, pages,
            created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) returning %s),
      said as (
        insert into conversation.knowledge_text (workspace, id, text, html)
        values ($1, $2, $12, $13))
      select * from d
      """
          .formatted(Document.COLUMNS);

  /** What is said anew has to be indexed anew, under the same names. */
  private static final String REPLACE =
      """
      with said as (
        update conversation.knowledge_text set text = $3, html = $4
        where workspace = $1 and id = $2),
      indexed as (
        update conversation.knowledge_index
        set status = case when octet_length($3) < $9 then 'document_too_small' else 'created' end,
          progress = 0, reason = null, tries = 0, touched_at = now(),
          used_bytes = case when octet_length($3) < $9 then 0 else octet_length($3) end
        where workspace = $1 and document_id = $2)
      update conversation.knowledge_document d
      set size_bytes = $5, characters = $6, pages = $7, updated_at = $8,
        filename = coalesce($10, filename)
      where workspace = $1 and id = $2 and type <> 'folder' returning %s
      """
          .formatted(Document.COLUMNS);

  private static final String DELETE =
      """
      with recursive gone as (
        select id from conversation.knowledge_document where workspace = $1 and id = $2
        union
        select d.id from conversation.knowledge_document d join gone on d.folder_id = gone.id
        where d.workspace = $1)
      delete from conversation.knowledge_document
      where workspace = $1 and id in (select id from gone)
      """;

  private final Pool pool;
  private final Clock clock;
  private final KnowledgeConfig config;

  /** A document that is to be stored. */
  record Draft(
      Document.Type type,
      String name,
      Optional<String> url,
      Optional<String> filename,
      Optional<String> folderId,
      Content content,
      long sizeBytes) {}

  @Inject
  public Documents(Pool pool, Clock clock, KnowledgeConfig config) {
    this.pool = pool;
    this.clock = clock;
    this.config = config;
  }

  /** Fails with a {@link Refusal} (404) if the folder that it should lie in is none. */
  Uni<Document> add(Workspace workspace, Draft draft) {
    var id = Ids.random("doc_");
    return requireFolder(workspace, draft.folderId())
        .chain(
            () ->
                pool.preparedQuery(ADD)
                    .execute(
                        values(
                            workspace.id(),
                            id,
                            draft.type().wireName(),
                            draft.name(),
                            draft.url().orElse(null),
                            draft.filename().orElse(null),
                            draft.folderId().orElse(null),
                            draft.sizeBytes(),
                            draft.content().text().length(),
                            draft.content().pages(),
                            now(),
                            draft.content().text(),
                            draft.content().html())))
        .map(rows -> Rows.only(rows, Document::of, KIND, id));
  }

  Uni<Void> requireFolder(Workspace workspace, Optional<String> folderId) {
    return folderId
        .map(
            id ->
                find(workspace, List.of(id))
                    .invoke(
                        found -> {
                          if (found.isEmpty() || !found.getFirst().isFolder()) {
                            throw Refusal.notFound("folder", id);
                          }
                        })
                    .replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** Fails with a {@link Refusal} (404) if there is none. */
  Uni<Document> get(Workspace workspace, String id) {
    return find(workspace, List.of(id))
        .map(found -> found.stream().findFirst().orElseThrow(() -> Refusal.notFound(KIND, id)));
  }

  /** Those that are there, in no order. */
  Uni<List<Document>> find(Workspace workspace, Collection<String> ids) {
    return pool.preparedQuery(
            "select %s from conversation.knowledge_document d where workspace = $1 and id = any($2)"
                .formatted(Document.COLUMNS))
        .execute(Tuple.of(workspace.id(), ids.toArray(String[]::new)))
        .map(rows -> Rows.all(rows, Document::of));
  }

  /** What a document says; fails with a {@link Refusal} (404) if it is none, or a folder. */
  Uni<Content> content(Workspace workspace, String id) {
    return pool.preparedQuery(
            """
            select t.text, t.html, d.pages from conversation.knowledge_text t
            join conversation.knowledge_document d using (workspace, id)
            where t.workspace = $1 and t.id = $2
            """)
        .execute(Tuple.of(workspace.id(), id))
        .map(rows -> Rows.only(rows, Documents::content, KIND, id));
  }

  private static Content content(Row row) {
    return new Content(row.getString("text"), row.getString("html"), row.getDouble("pages"));
  }

  Uni<Document> rename(Workspace workspace, String id, String name) {
    return pool.preparedQuery(
            """
            update conversation.knowledge_document d set name = $3, updated_at = $4
            where workspace = $1 and id = $2 returning %s
            """
                .formatted(Document.COLUMNS))
        .execute(Tuple.of(workspace.id(), id, name, now()))
        .map(rows -> Rows.only(rows, Document::of, KIND, id));
  }

  /** Says something else under the same id; its indexes are computed anew. */
  Uni<Document> replace(
      Workspace workspace, String id, Content content, long sizeBytes, Optional<String> filename) {
    return pool.preparedQuery(REPLACE)
        .execute(
            values(
                workspace.id(),
                id,
                content.text(),
                content.html(),
                sizeBytes,
                content.text().length(),
                content.pages(),
                now(),
                config.minIndexedBytes(),
                filename.orElse(null)))
        .map(rows -> Rows.only(rows, Document::of, KIND, id));
  }

  /** With its text and its indexes; a folder with all that lies in it. */
  Uni<Void> delete(Workspace workspace, String id) {
    return pool.preparedQuery(DELETE)
        .execute(Tuple.of(workspace.id(), id))
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw Refusal.notFound(KIND, id);
              }
            })
        .replaceWithVoid();
  }

  /** As exact as PostgreSQL keeps it. */
  OffsetDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /** The values of a statement; some may be null. */
  static Tuple values(Object... values) {
    return Tuple.from(Arrays.asList(values));
  }
}
