package io.colloquy.analysis.testing;

import io.colloquy.contracts.Ids;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folders in which tests lie. Every method is to be called on a Vert.x context, and fails with
 * a {@link Refusal} (404) where what it is about is not there.
 */
@ApplicationScoped
public class TestFolders {

  private static final String PATH =
      """
      with recursive way(id, name, parent_id, depth) as (
        select id, name, parent_id, 0 from {h-schema}agent_test where workspace = ?1 and id = ?2
        union all
        select above.id, above.name, above.parent_id, way.depth + 1
        from {h-schema}agent_test above join way on above.id = way.parent_id
        where above.workspace = ?1)
      select id, name from way order by depth desc
      """;

  private final Clock clock;

  /** A folder on the way from the top to another. */
  record Segment(String id, String name) {}

  /**
   * @param path from the top to the folder itself
   * @param children how many tests and folders lie right in it
   */
  record Folder(String id, String name, List<Segment> path, long children) {}

  public TestFolders(Clock clock) {
    this.clock = clock;
  }

  Uni<AgentTest> create(Workspace workspace, String name, Optional<String> parent) {
    var key = new StoredTest.Key(workspace.id(), Ids.random("folder_"));
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var row = StoredTest.blank(key, AgentTest.FOLDER, now);
    row.name = name;
    row.parentId = parent.orElse(null);
    return Panache.withTransaction(
            () -> requireFolder(workspace, parent).chain(() -> row.<StoredTest>persist()))
        .map(StoredTest::test);
  }

  Uni<Folder> get(Workspace workspace, String id) {
    return Panache.withTransaction(
        () -> find(workspace, id, LockModeType.NONE).chain(row -> folder(workspace, row)));
  }

  Uni<Folder> rename(Workspace workspace, String id, String name) {
    return Panache.withTransaction(
        () ->
            find(workspace, id, LockModeType.PESSIMISTIC_WRITE)
                .invoke(
                    row -> {
                      row.name = name;
                      row.updatedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    })
                .call(row -> row.flush())
                .chain(row -> folder(workspace, row)));
  }

  /**
   * @param withContent deletes what lies in it too; else a folder that holds something is refused
   *     (409)
   */
  Uni<Void> delete(Workspace workspace, String id, boolean withContent) {
    return Panache.withTransaction(
        () ->
            find(workspace, id, LockModeType.PESSIMISTIC_WRITE)
                .call(row -> withContent ? Uni.createFrom().voidItem() : requireEmpty(row))
                .chain(StoredTest::remove));
  }

  /**
   * Moves tests and folders, all or none.
   *
   * @param target a folder; empty for the top
   */
  Uni<Void> move(Workspace workspace, List<String> ids, Optional<String> target) {
    var distinct = new LinkedHashSet<>(ids);
    return Panache.withTransaction(
        () ->
            lockTree(workspace)
                .chain(() -> requireFolder(workspace, target))
                .chain(() -> requireOutside(workspace, distinct, target))
                .chain(
                    () ->
                        StoredTest.<StoredTest>list(
                            "workspace = ?1 and id in ?2", workspace.id(), List.copyOf(distinct)))
                .invoke(rows -> requireAll(distinct, rows))
                .invoke(rows -> rows.forEach(row -> row.parentId = target.orElse(null)))
                .replaceWithVoid());
  }

  /** Two moves at once could make a circle that neither would make alone. */
  private static Uni<Void> lockTree(Workspace workspace) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 1))",
                        Integer.class)
                    .setParameter(1, workspace.id())
                    .getSingleResult())
        .replaceWithVoid();
  }

  private static void requireAll(Set<String> ids, List<StoredTest> rows) {
    var found = rows.stream().map(row -> row.id).toList();
    ids.stream()
        .filter(id -> !found.contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw Refusal.notFound("test", id);
            });
  }

  private static Uni<Void> requireOutside(
      Workspace workspace, Set<String> ids, Optional<String> target) {
    return target
        .map(id -> path(workspace, id))
        .orElseGet(() -> Uni.createFrom().item(List.of()))
        .invoke(
            path -> {
              if (path.stream().anyMatch(folder -> ids.contains(folder.id()))) {
                throw new InvalidRequest(
                    Flaw.ofValue(
                        List.of(Flaw.BODY, "move_to"), "A folder cannot be moved into itself"));
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Void> requireEmpty(StoredTest row) {
    return children(row)
        .invoke(
            count -> {
              if (count > 0) {
                throw new Refusal(
                    409,
                    "folder_not_empty",
                    "The folder '%s' holds %d entries; force=true deletes them too."
                        .formatted(row.id, count));
              }
            })
        .replaceWithVoid();
  }

  /** Within a session. */
  static Uni<Void> requireFolder(Workspace workspace, Optional<String> id) {
    return id.map(
            folder -> find(workspace, folder, LockModeType.PESSIMISTIC_READ).replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  static StoredTest.Key key(Workspace workspace, String id) {
    // A NUL, which no id holds, must not reach PostgreSQL.
    return new StoredTest.Key(workspace.id(), id.replace('\0', '\uFFFD'));
  }

  private static Uni<StoredTest> find(Workspace workspace, String id, LockModeType lock) {
    return StoredTest.<StoredTest>findById(key(workspace, id), lock)
        .map(
            row ->
                Optional.ofNullable(row)
                    .filter(found -> found.folder)
                    .orElseThrow(() -> Refusal.notFound("folder", id)));
  }

  private static Uni<Folder> folder(Workspace workspace, StoredTest row) {
    return path(workspace, row.id)
        .chain(path -> children(row).map(children -> new Folder(row.id, row.name, path, children)));
  }

  private static Uni<Long> children(StoredTest row) {
    return StoredTest.count("workspace = ?1 and parentId = ?2", row.workspace, row.id);
  }

  private static Uni<List<Segment>> path(Workspace workspace, String id) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(PATH, Object[].class)
                    .setParameter(1, workspace.id())
                    .setParameter(2, id)
                    .getResultList())
        .map(
            rows ->
                rows.stream().map(row -> new Segment((String) row[0], (String) row[1])).toList());
  }
}
