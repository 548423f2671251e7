package io.colloquy.conversation.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.shelf.ListRequest;
import io.colloquy.rest.shelf.Page;
import io.colloquy.rest.shelf.Shelf;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shelf of the module rest, here because it needs a database. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class ShelfTest {

  private final Shelf shelf =
      new Shelf(
          "parcel",
          document ->
              new Shelf.Label(
                  document.path("name").asText(),
                  document.path("type").asText(),
                  document.path("size").asLong()),
          Clock.systemUTC());

  /** Each test has a workspace of its own. */
  private final Workspace workspace = new Workspace(Ids.random("workspace_"));

  @Test
  void whatIsStoredComesBackAsItWas() {
    var body =
        "{\"name\":\"x\",\"big\":12345678901234567890,\"real\":1.0,\"none\":null,\"é\":[{}]}";

    var created = await(() -> shelf.create(workspace, "parcel_1", json(body)));

    assertThat(await(() -> shelf.get(workspace, "parcel_1"))).isEqualTo(created);
    assertThat(Json.text(created.body())).isEqualTo(body);
    assertThat(created.createdAt()).isEqualTo(created.updatedAt());
  }

  @Test
  void aWorkspaceSeesItsOwnDocumentsOnly() {
    var other = new Workspace("other");
    create("parcel_1", "a", "", 0);

    assertThat(await(() -> shelf.find(other, "parcel_1"))).isEmpty();
    assertThat(await(() -> shelf.list(other, request(Map.of()))).entries()).isEmpty();
    notFound(() -> shelf.get(other, "parcel_1"));
    notFound(() -> shelf.change(other, "parcel_1", UnaryOperator.identity()));
    notFound(() -> shelf.delete(other, "parcel_1"));
    assertThat(await(() -> shelf.count(other))).isZero();
    assertThat(await(() -> shelf.count(workspace))).isEqualTo(1);
  }

  @Test
  void aPatchMergesAndKeepsTheRest() {
    await(
        () ->
            shelf.create(
                workspace, "parcel_1", json("{\"name\":\"a\",\"in\":{\"b\":1,\"c\":[1,2]}}")));

    var patched =
        await(
            () ->
                shelf.patch(
                    workspace,
                    "parcel_1",
                    json("{\"in\":{\"c\":[3],\"d\":null}}"),
                    UnaryOperator.identity()));

    assertThat(patched.body()).isEqualTo(json("{\"name\":\"a\",\"in\":{\"b\":1,\"c\":[3]}}"));
    assertThat(await(() -> shelf.get(workspace, "parcel_1"))).isEqualTo(patched);
  }

  @Test
  void aChangeThatIsRefusedChangesNothing() {
    var before = create("parcel_1", "a", "", 0);

    assertThatThrownBy(
            () ->
                await(
                    () ->
                        shelf.change(
                            workspace,
                            "parcel_1",
                            document -> {
                              document.put("name", "b");
                              throw Refusal.inUse("parcel", "parcel_1", "somebody");
                            })))
        .isInstanceOf(Refusal.class);

    assertThat(await(() -> shelf.get(workspace, "parcel_1"))).isEqualTo(before);
  }

  @Test
  void changesAtOnceLoseNothing() throws Exception {
    create("parcel_1", "a", "", 0);

    atOnce(
        i ->
            () ->
                await(
                    () ->
                        shelf.change(workspace, "parcel_1", document -> document.put("k" + i, i))));

    assertThat(await(() -> shelf.get(workspace, "parcel_1")).body()).hasSize(20 + 3);
  }

  @Test
  void aDocumentOfOneComesIntoBeingOnce() throws Exception {
    atOnce(
        i -> () -> await(() -> shelf.put(workspace, "only", document -> document.put("k" + i, i))));

    assertThat(await(() -> shelf.get(workspace, "only")).body()).hasSize(20);
    assertThat(await(() -> shelf.count(workspace))).isEqualTo(1);
  }

  @Test
  void theDeletedIsGone() {
    var created = create("parcel_1", "a", "", 0);

    assertThat(await(() -> shelf.delete(workspace, "parcel_1"))).isEqualTo(created);

    assertThat(await(() -> shelf.find(workspace, "parcel_1"))).isEmpty();
    notFound(() -> shelf.delete(workspace, "parcel_1"));
  }

  @Test
  void anIdWithNulIsNotFound() {
    notFound(() -> shelf.get(workspace, "a\0b"));
  }

  @Test
  void aFailureAfterwardsTakesTheChangeBack() {
    assertThatThrownBy(
            () ->
                await(
                    () ->
                        Panache.withTransaction(
                            () ->
                                shelf
                                    .create(workspace, "parcel_1", json("{\"name\":\"a\"}"))
                                    .chain(
                                        () ->
                                            Uni.createFrom()
                                                .failure(new IllegalStateException("outbox"))))))
        .hasMessageContaining("outbox");

    assertThat(await(() -> shelf.find(workspace, "parcel_1"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "created_at, asc,  c b a b2 d",
    "created_at, desc, d b2 a b c",
    "name,       asc,  a b b2 c d",
    "name,       desc, d c b2 b a",
    "size,       asc,  a b b2 c d",
    "size,       desc, d c b2 b a",
    "updated_at, asc,  b a b2 d c"
  })
  void pagesFollowEachOtherInEveryOrder(String sortBy, String direction, String ids) {
    create("c", "c", "", 3);
    create("b", "b", "", 2);
    create("a", "a", "", 1);
    create("b2", "b", "", 2);
    create("d", "d", "", 4);
    await(() -> shelf.change(workspace, "c", document -> document.put("seen", true)));
    var wish = Map.of("sort_by", sortBy, "sort_direction", direction, "page_size", "2");

    List<String> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Map<String, String> query = new HashMap<>(wish);
      cursor.ifPresent(text -> query.put("cursor", text));
      var page = await(() -> shelf.list(workspace, request(query)));
      page.entries().forEach(entry -> seen.add(entry.id()));
      cursor = page.nextCursor();
    } while (cursor.isPresent());

    assertThat(seen).containsExactly(ids.split(" "));
  }

  @Test
  void aPageMayStartAfterAnEntryThatIsGone() {
    create("a", "a", "", 0);
    create("b", "b", "", 0);
    create("c", "c", "", 0);
    var order = Map.of("sort_by", "name", "sort_direction", "asc", "page_size", "2");
    var first = await(() -> shelf.list(workspace, request(order)));
    await(() -> shelf.delete(workspace, "b"));

    Map<String, String> next = new HashMap<>(order);
    next.put("cursor", first.nextCursor().orElseThrow());

    assertThat(names(await(() -> shelf.list(workspace, request(next))))).containsExactly("c");
  }

  @ParameterizedTest
  @CsvSource({"Ta, tango taxi Tabu ta%x", "ta%, ta%x", "_, ''", "TAX, taxi"})
  void theSearchIsForTheBeginningOfAName(String search, String found) {
    for (var name : List.of("tango", "taxi", "Tabu", "ta%x", "stare")) {
      create(Ids.random("parcel_"), name, "", 0);
    }

    var names = names(await(() -> shelf.list(workspace, request(Map.of("search", search)))));

    assertThat(names).containsExactlyInAnyOrder(found.isEmpty() ? new String[0] : found.split(" "));
  }

  @Test
  void onlyTheWantedTypesAreListed() {
    create("a", "a", "url", 0);
    create("b", "b", "file", 0);
    create("c", "c", "text", 0);
    var query = ApiDocument.get().operation("listDocuments");

    var page =
        await(
            () ->
                shelf.list(
                    workspace,
                    ListRequest.of(query.query(Map.of("types", List.of("url", "text"))))));

    assertThat(names(page)).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void aCursorOfAnotherOrderIsRefused() {
    create("a", "a", "", 0);
    create("b", "b", "", 0);
    var page = await(() -> shelf.list(workspace, request(Map.of("page_size", "1"))));
    var cursor = page.nextCursor().orElseThrow();

    assertThatThrownBy(() -> request(Map.of("cursor", cursor, "sort_by", "name")))
        .isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> request(Map.of("cursor", "rubbish")))
        .isInstanceOf(InvalidRequest.class);
  }

  private Shelf.Entry create(String id, String name, String type, long size) {
    var body = Json.MAPPER.createObjectNode().put("name", name).put("type", type).put("size", size);
    return await(() -> shelf.create(workspace, id, body));
  }

  private static ListRequest request(Map<String, String> query) {
    Map<String, List<String>> lists = new HashMap<>();
    query.forEach((name, value) -> lists.put(name, List.of(value)));
    return ListRequest.of(ApiDocument.get().operation("listDocuments").query(lists));
  }

  private static List<String> names(Page page) {
    return page.entries().stream().map(entry -> entry.body().path("name").asText()).toList();
  }

  private static void notFound(Supplier<Uni<?>> work) {
    assertThatThrownBy(() -> await(work::get))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo("parcel_not_found"));
  }

  private static void atOnce(IntFunction<Callable<?>> work) throws Exception {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Object>> calls = new ArrayList<>();
      IntStream.range(0, 20).forEach(i -> calls.add(() -> work.apply(i).call()));
      for (var done : clients.invokeAll(calls)) {
        assertThat(done.get()).isNotNull();
      }
    }
  }

  private static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static ObjectNode json(String text) {
    return Json.read(text, ObjectNode.class);
  }
}
