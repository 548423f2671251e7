package io.colloquy.conversation.knowledge;

import io.colloquy.contracts.Ids;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the documents lie. May be called on any thread, and does not block it. */
@ApplicationScoped
public class Folders {

  private static final String ABOVE =
      """
      with recursive above as (
        select id, name, folder_id, 0 as steps from conversation.knowledge_document
        where workspace = $1 and id = $2
        union all
        select d.id, d.name, d.folder_id, steps + 1 from conversation.knowledge_document d
        join above on d.id = above.folder_id where d.workspace = $1 and steps < 1000)
      select id, name from above where steps > 0 order by steps desc
      """;

  /** Nothing is moved into itself, nor into what lies in it. */
  private static final String MOVE =
      """
      with recursive above as (
        select id, folder_id from conversation.knowledge_document
        where workspace = $1 and id = $3
        union
        select d.id, d.folder_id from conversation.knowledge_document d
        join above on d.id = above.folder_id where d.workspace = $1)
      update conversation.knowledge_document set folder_id = $3, updated_at = $4
      where workspace = $1 and id = any($2) and not exists (
        select 1 from above where id = any($2))
      """;

  private static final String WITHIN =
      """
      with recursive within as (
        select id from conversation.knowledge_document where workspace = $1 and id = $2
        union
        select d.id from conversation.knowledge_document d
        join within on d.folder_id = within.id where d.workspace = $1)
      select id from within
      """;

  private static final String COUNT =
      """
      with recursive within as (
        select f as root, d.id, d.type, true as child from unnest($2::text[]) f
        join conversation.knowledge_document d on d.workspace = $1 and d.folder_id = f
        union
        select within.root, d.id, d.type, false from conversation.knowledge_document d
        join within on d.folder_id = within.id where d.workspace = $1)
      select root, count(*) filter (where child) as children,
        count(*) filter (where type <> 'folder') as documents
      from within group by root
      """;

  private final Pool pool;
  private final Documents documents;

  /** A folder on the way to a document. */
  record Step(String id, String name) {}

  /**
   * How much a folder holds.
   *
   * @param children what lies in it
   * @param documents in it and in the folders below
   */
  record Count(long children, long documents) {
    static final Count EMPTY = new Count(0, 0);
  }

  @Inject
  public Folders(Pool pool, Documents documents) {
    this.pool = pool;
    this.documents = documents;
  }

  Uni<Document> create(Workspace workspace, String name, Optional<String> folderId) {
    var id = Ids.random("folder_");
    return documents
        .requireFolder(workspace, folderId)
        .chain(
            () ->
                pool.preparedQuery(
                        """
                        insert into conversation.knowledge_document as d
                          (workspace, id, type, name, folder_id, size_bytes, characters, pages,
                            created_at, updated_at)
                        values ($1, $2, 'folder', $3, $4, 0, 0, 0, $5, $5) returning %s
                        """
                            .formatted(Document.COLUMNS))
                    .execute(
                        Documents.values(
                            workspace.id(), id, name, folderId.orElse(null), documents.now())))
        .map(rows -> Rows.only(rows, Document::of, "folder", id));
  }

  /** The folders that a document lies in, the outermost first. */
  Uni<List<Step>> path(Workspace workspace, String id) {
    return pool.preparedQuery(ABOVE)
        .execute(Tuple.of(workspace.id(), id))
        .map(rows -> Rows.all(rows, row -> new Step(row.getString("id"), row.getString("name"))));
  }

  /** A document, or a folder and all that lies in it. */
  Uni<List<String>> within(Workspace workspace, String id) {
    return pool.preparedQuery(WITHIN)
        .execute(Tuple.of(workspace.id(), id))
        .map(rows -> Rows.all(rows, row -> row.getString("id")));
  }

  /** How much each of some folders holds; those that hold nothing are left out. */
  Uni<Map<String, Count>> count(Workspace workspace, Collection<String> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return pool.preparedQuery(COUNT)
        .execute(Tuple.of(workspace.id(), ids.toArray(String[]::new)))
        .map(
            rows ->
                Rows.all(rows, row -> row).stream()
                    .collect(Collectors.toMap(row -> row.getString("root"), Folders::count)));
  }

  private static Count count(Row row) {
    return new Count(row.getLong("children"), row.getLong("documents"));
  }

  /**
   * Moves documents and folders into a folder, or out of all; all of them or none.
   *
   * @throws InvalidRequest if a folder should go into itself
   */
  Uni<Void> move(Workspace workspace, List<String> ids, Optional<String> folderId) {
    var wanted = ids.stream().distinct().toList();
    return documents
        .requireFolder(workspace, folderId)
        .chain(() -> documents.find(workspace, wanted))
        .invoke(found -> requireAll(wanted, found))
        .chain(
            () ->
                pool.preparedQuery(MOVE)
                    .execute(
                        Documents.values(
                            workspace.id(),
                            wanted.toArray(String[]::new),
                            folderId.orElse(null),
                            documents.now())))
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw new InvalidRequest(
                    Flaw.ofValue(
                        List.of(Flaw.BODY, "move_to"),
                        "Input should be a folder that does not lie in what is moved"));
              }
            })
        .replaceWithVoid();
  }

  private static void requireAll(List<String> wanted, List<Document> found) {
    var there = found.stream().map(Document::id).toList();
    wanted.stream()
        .filter(id -> !there.contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw Refusal.notFound(Documents.KIND, id);
            });
  }
}
