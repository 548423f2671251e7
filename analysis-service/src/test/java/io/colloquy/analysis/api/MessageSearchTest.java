package io.colloquy.analysis.api;

import static io.colloquy.analysis.Samples.START;
import static io.colloquy.analysis.Samples.started;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two calls about refunds, the later one more about them than the earlier one. */
@QuarkusTest
@WithTestResource(BackboneResource.class)
class MessageSearchTest {

  private static final String SEARCH = "/v1/convai/conversations/messages/text-search";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Optional<Workspace> mine = Optional.of(new Workspace(Ids.random("ws_")));
  private final String agent = Ids.agent();
  private final String early = Ids.conversation();
  private final String late = Ids.conversation();

  @Inject History history;

  @BeforeEach
  void twoCallsAreKnown() {
    keep(early, START);
    say(early, 0, "Hello");
    say(early, 1, "Refund, refund! I want a refund.");
    keep(late, START + 10);
    say(late, 0, "I would like to talk with somebody about a refund of my order");
  }

  @Test
  void theTurnInWhichTheWordsHaveMostWeightComesFirst() {
    List<Float> scores =
        search(Map.of("text_query", "REFUND"))
            .statusCode(200)
            .body("results.conversation_id", contains(early, late))
            .body("results.transcript_index", contains(1, 0))
            .body("results[0].chunk_text", equalTo("Refund, refund! I want a refund."))
            .body("results[0].agent_id", equalTo(agent))
            .body("results[0].agent_name", equalTo("Ada"))
            .body("results[0].conversation_start_time_unix_secs", equalTo((int) START))
            .body("has_more", equalTo(false))
            .extract()
            .path("results.score");
    assertThat(scores.get(0)).isGreaterThan(scores.get(1));
  }

  @Test
  void theNewestComesFirstIfSoWishedAndScoresStayScores() {
    search(Map.of("text_query", "refund", "sort_by", "created_at"))
        .body("results.conversation_id", contains(late, early))
        .body("results[0].score < 1", equalTo(true));
  }

  @Test
  void filtersOfTheListNarrowTheSearch() {
    search(Map.of("text_query", "refund", "call_start_after_unix", START + 5))
        .body("results.conversation_id", contains(late));
    search(Map.of("text_query", "refund", "agent_id", "agent_other"))
        .body("results.size()", equalTo(0));
    search(Map.of("text_query", "goodbye")).body("results.size()", equalTo(0));
  }

  @ParameterizedTest
  @CsvSource({"search_score", "created_at"})
  void pagesHoldEveryTurnOnce(String order) {
    for (int i = 2; i < 9; i++) {
      say(early, i, "Refund, refund! I want a refund.");
    }
    var seen = new ArrayList<String>();
    var query = Map.of("text_query", "refund", "sort_by", order, "page_size", 2);
    var page = search(query).extract().jsonPath();
    seen.addAll(places(page));
    while (page.getBoolean("has_more")) {
      page =
          given()
              .header(Workspace.HEADER, mine.orElseThrow().id())
              .queryParams(query)
              .queryParam("cursor", page.getString("next_cursor"))
              .get(SEARCH)
              .jsonPath();
      seen.addAll(places(page));
    }
    assertThat(seen).hasSize(9).doesNotHaveDuplicates();
  }

  @Test
  void anotherWorkspaceFindsNothing() {
    given()
        .header(Workspace.HEADER, "strangers")
        .queryParam("text_query", "refund")
        .get(SEARCH)
        .then()
        .statusCode(200)
        .body("results.size()", equalTo(0));
  }

  @ParameterizedTest
  @CsvSource({
    "text_query, '', missing",
    "page_size, 51, less_than_equal",
    "sort_by, colour, enum",
    "cursor, rubbish, value_error",
  })
  void aBadParameterIsNamed(String name, String value, String type) {
    var query = new HashMap<String, Object>(Map.of("text_query", "refund"));
    query.put(name, value);

    search(query)
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("query", name)))
        .body("detail[0].type", equalTo(type));
  }

  private static List<String> places(JsonPath page) {
    var ids = page.<String>getList("results.conversation_id");
    var indexes = page.<Integer>getList("results.transcript_index");
    var places = new ArrayList<String>();
    for (int i = 0; i < ids.size(); i++) {
      places.add(ids.get(i) + " " + indexes.get(i));
    }
    return places;
  }

  private ValidatableResponse search(Map<String, ?> query) {
    return given()
        .header(Workspace.HEADER, mine.orElseThrow().id())
        .queryParams(query)
        .get(SEARCH)
        .then();
  }

  private void keep(String id, long startedAt) {
    history.keep(mine, started(id, agent, startedAt, Optional.empty())).await().atMost(PATIENCE);
  }

  private void say(String id, int index, String words) {
    var turn =
        new TranscriptTurn(
            id,
            agent,
            index,
            TranscriptTurn.Role.USER,
            words,
            index,
            false,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of());
    history.keep(mine, turn).await().atMost(PATIENCE);
  }
}
