package io.colloquy.analysis.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The tests of agents. Every method is to be called on a Vert.x context, and fails with a {@link
 * Refusal} (404) where what it is about is not there.
 */
@ApplicationScoped
public class AgentTests {

  private final Clock clock;

  public AgentTests(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param parent the folder in which it is to lie
   */
  Uni<AgentTest> create(Workspace workspace, ObjectNode test, Optional<String> parent) {
    var key = new StoredTest.Key(workspace.id(), Ids.random("test_"));
    var row = StoredTest.blank(key, TestBody.type(test), now());
    return Panache.withTransaction(
            () ->
                TestFolders.requireFolder(workspace, parent)
                    .chain(
                        () -> {
                          row.parentId = parent.orElse(null);
                          return take(row, test).<StoredTest>persist();
                        }))
        .map(StoredTest::test);
  }

  Uni<AgentTest> get(Workspace workspace, String id) {
    return Panache.withSession(() -> find(workspace, id, LockModeType.NONE)).map(StoredTest::test);
  }

  /**
   * Puts another test in the place of this one. Fails with an {@link InvalidRequest} if the other
   * is not complete.
   *
   * @param parent where it is to lie; empty if it stays
   */
  Uni<AgentTest> replace(Workspace workspace, String id, ObjectNode test, Optional<String> parent) {
    return Panache.withTransaction(
            () ->
                TestFolders.requireFolder(workspace, parent)
                    .chain(() -> find(workspace, id, LockModeType.PESSIMISTIC_WRITE))
                    .invoke(
                        row -> {
                          TestBody.requireComplete(test);
                          parent.ifPresent(folder -> row.parentId = folder);
                          row.type = TestBody.type(test);
                          row.updatedAt = now();
                          take(row, test);
                        }))
        .map(StoredTest::test);
  }

  Uni<Void> delete(Workspace workspace, String id) {
    return Panache.withTransaction(
        () -> find(workspace, id, LockModeType.PESSIMISTIC_WRITE).chain(StoredTest::remove));
  }

  /** Those that are there, in no order; folders are none. */
  Uni<List<AgentTest>> find(Workspace workspace, Collection<String> ids) {
    return Panache.withSession(
            () ->
                StoredTest.<StoredTest>list(
                    "workspace = ?1 and id in ?2 and folder = false",
                    workspace.id(),
                    List.copyOf(ids)))
        .map(rows -> rows.stream().map(StoredTest::test).toList());
  }

  Uni<TestList.Page> list(Workspace workspace, TestList request) {
    return Panache.withSession(() -> request.run(workspace));
  }

  private static Uni<StoredTest> find(Workspace workspace, String id, LockModeType lock) {
    return StoredTest.<StoredTest>findById(TestFolders.key(workspace, id), lock)
        .map(
            row ->
                Optional.ofNullable(row)
                    .filter(found -> !found.folder)
                    .orElseThrow(() -> Refusal.notFound("test", id)));
  }

  private static StoredTest take(StoredTest row, ObjectNode test) {
    row.name = test.path("name").textValue();
    row.body = Json.text(test);
    return row;
  }

  /** As exact as PostgreSQL keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
