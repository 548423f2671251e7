package io.colloquy.analysis.api;

import static io.colloquy.analysis.Samples.START;
import static io.colloquy.analysis.Samples.ended;
import static io.colloquy.analysis.Samples.started;
import static io.colloquy.analysis.Samples.turn;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.colloquy.analysis.store.History;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(BackboneResource.class)
class ConversationListTest {

  private static final Workspace MINE = new Workspace(Workspace.DEFAULT);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Each test has an agent of its own, and so a list of its own. */
  private final String agent = Ids.agent();

  @Inject History history;

  @Test
  void theNewestComesFirst() {
    var old = store(START, "u");
    var newest = store(START + 100, "u");
    var middle = store(START + 50, "u");

    assertThat(ids(list(Map.of()))).containsExactly(newest, middle, old);
  }

  @Test
  void anEntryTellsWhatIsKnownOnceTheCallIsOver() {
    var id = Ids.conversation();
    keepStarted(id, START, "u");
    history.keep(Optional.empty(), turn(id, 0)).await().atMost(PATIENCE);
    history.keep(Optional.empty(), turn(id, 1)).await().atMost(PATIENCE);
    history.keep(Optional.empty(), ended(id, 2)).await().atMost(PATIENCE);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                given()
                    .get("/v1/convai/conversations/" + id)
                    .then()
                    .body("status", equalTo("done")));

    given()
        .queryParam("agent_id", agent)
        .get("/v1/convai/conversations")
        .then()
        .statusCode(200)
        .body("has_more", equalTo(false))
        .body("next_cursor", nullValue())
        .body("conversations.size()", equalTo(1))
        .body("conversations[0].conversation_id", equalTo(id))
        .body("conversations[0].agent_id", equalTo(agent))
        .body("conversations[0].agent_name", equalTo("Ada"))
        .body("conversations[0].start_time_unix_secs", equalTo((int) START))
        .body("conversations[0].call_duration_secs", equalTo(60))
        .body("conversations[0].message_count", equalTo(2))
        .body("conversations[0].status", equalTo("done"))
        .body("conversations[0].call_successful", equalTo("unknown"))
        .body("conversations[0].transcript_summary", nullValue());
  }

  @Test
  void pagesHoldEveryConversationOnceEvenIfManyBeganInTheSameSecond() {
    var stored = new ArrayList<String>();
    for (int i = 0; i < 23; i++) {
      stored.add(store(START + i / 10, "u"));
    }

    var seen = new ArrayList<String>();
    var page = list(Map.of("page_size", "5"));
    seen.addAll(ids(page));
    while (page.getBoolean("has_more")) {
      page = list(Map.of("page_size", "5", "cursor", page.getString("next_cursor")));
      seen.addAll(ids(page));
    }

    assertThat(seen).containsExactlyInAnyOrderElementsOf(stored);
    assertThat(page.getString("next_cursor")).isNull();
  }

  @Test
  void aCallThatComesWhileSomebodyTurnsPagesShiftsNothing() {
    var third = store(START, "u");
    var second = store(START + 1, "u");
    var first = store(START + 2, "u");
    var page = list(Map.of("page_size", "1"));
    assertThat(ids(page)).containsExactly(first);

    store(START + 3, "u");

    var next = list(Map.of("page_size", "2", "cursor", page.getString("next_cursor")));
    assertThat(ids(next)).containsExactly(second, third);
    assertThat(next.getBoolean("has_more")).isFalse();
  }

  @Test
  void aCursorOutlivesTheCallThatItPointsTo() {
    var last = store(START, "u");
    var first = store(START + 1, "u");
    var page = list(Map.of("page_size", "1"));
    history.forget(MINE, first).await().atMost(PATIENCE);

    var next = list(Map.of("page_size", "1", "cursor", page.getString("next_cursor")));

    assertThat(ids(next)).containsExactly(last);
  }

  @Test
  void filtersNarrowTheList() {
    var early = store(START, "ann");
    var late = store(START + 10, "bob");

    assertThat(ids(list(Map.of("user_id", "ann")))).containsExactly(early);
    assertThat(ids(list(Map.of("user_id", "nobody")))).isEmpty();
    assertThat(ids(list(Map.of("call_start_before_unix", START + 9 + "")))).containsExactly(early);
    assertThat(ids(list(Map.of("call_start_before_unix", START + "")))).containsExactly(early);
    assertThat(ids(list(Map.of("call_start_after_unix", START + 1 + "")))).containsExactly(late);
    assertThat(ids(list(Map.of("call_start_after_unix", START + 10 + "")))).containsExactly(late);
    assertThat(ids(list(Map.of("call_successful", "unknown")))).containsExactly(late, early);
    assertThat(ids(list(Map.of("call_successful", "success")))).isEmpty();
    assertThat(ids(list(Map.of("summary_mode", "include")))).containsExactly(late, early);
  }

  @Test
  void aUserIdTooLongForAnIndexBlocksNothingAndIsFoundByItsBeginning() {
    var random = new Random(1);
    var longId =
        random.ints(5_000, 0x4e00, 0x9fff).mapToObj(Character::toString).collect(joining());
    var id = store(START, longId);

    assertThat(ids(list(Map.of("user_id", longId.substring(0, 300))))).containsExactly(id);
    given()
        .get("/v1/convai/conversations/" + id)
        .then()
        .statusCode(200)
        .body("user_id", equalTo(longId));
  }

  @Test
  void aParameterThatThisListDoesNotKnowIsIgnoredAndAnEmptyOneIsNone() {
    var id = store(START, "u");

    assertThat(ids(list(Map.of("sort_by_colour", "red", "user_id", "", "page_size", ""))))
        .containsExactly(id);
  }

  @Test
  void aCallOfWhichOnlyTurnsAreKnownIsNotListedYet() {
    var id = Ids.conversation();
    var turn =
        new TranscriptTurn(
            id,
            agent,
            0,
            TranscriptTurn.Role.USER,
            "hello",
            0,
            false,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of());
    history.keep(Optional.empty(), turn).await().atMost(PATIENCE);
    assertThat(ids(list(Map.of()))).isEmpty();

    keepStarted(id, START, "u");

    await().untilAsserted(() -> assertThat(ids(list(Map.of()))).containsExactly(id));
  }

  @ParameterizedTest
  @CsvSource({
    "page_size,              0,        greater_than_equal",
    "page_size,              101,      less_than_equal",
    "page_size,              ten,      int_parsing",
    "page_size,              1.5,      int_parsing",
    "call_start_before_unix, today,    int_parsing",
    "call_start_after_unix,  99999999999999999999, int_parsing",
    "call_successful,        maybe,    enum",
    "summary_mode,           sometimes, enum"
  })
  void aBadParameterIsNamed(String name, String value, String type) {
    refused(Map.of(name, value), 422)
        .body("detail.size()", equalTo(1))
        .body("detail[0].loc", equalTo(List.of("query", name)))
        .body("detail[0].type", equalTo(type));
  }

  @Test
  void allBadParametersAreNamedAtOnce() {
    refused(Map.of("page_size", "0", "call_successful", "maybe"), 422)
        .body("detail.loc.collect { it[1] }", containsInAnyOrder("page_size", "call_successful"));
  }

  @ParameterizedTest
  @CsvSource({"rubbish", "MjoxOmM", "'1:2:3'"})
  void aCursorThatWeNeverGaveIsRefused(String cursor) {
    refused(Map.of("cursor", cursor), 422)
        .body("detail[0].loc", equalTo(List.of("query", "cursor")));
  }

  private String store(long startedAt, String userId) {
    var id = Ids.conversation();
    keepStarted(id, startedAt, userId);
    return id;
  }

  private void keepStarted(String id, long startedAt, String userId) {
    history
        .keep(Optional.empty(), started(id, agent, startedAt, Optional.of(userId)))
        .await()
        .atMost(PATIENCE);
  }

  private JsonPath list(Map<String, String> parameters) {
    return given()
        .queryParam("agent_id", agent)
        .queryParams(parameters)
        .get("/v1/convai/conversations")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static ValidatableResponse refused(Map<String, String> parameters, int statusCode) {
    return given()
        .queryParams(parameters)
        .get("/v1/convai/conversations")
        .then()
        .statusCode(statusCode);
  }

  private static List<String> ids(JsonPath page) {
    return page.getList("conversations.conversation_id");
  }
}
