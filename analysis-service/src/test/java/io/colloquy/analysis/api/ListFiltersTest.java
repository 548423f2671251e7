package io.colloquy.analysis.api;

import static io.colloquy.analysis.Samples.START;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.analysis.history.Feedback;
import io.colloquy.analysis.store.History;
import io.colloquy.analysis.store.Kept;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.analysis.Analysis;
import io.colloquy.contracts.analysis.Analysis.CollectedResult;
import io.colloquy.contracts.analysis.Analysis.CriterionResult;
import io.colloquy.contracts.analysis.Analysis.Success;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.ConversationEvent.Started;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two calls: an English one from the widget, half a minute long and well liked; a German text chat
 * of two minutes from nowhere in particular.
 */
@QuarkusTest
@WithTestResource(BackboneResource.class)
class ListFiltersTest {

  private static final Workspace MINE = new Workspace(Workspace.DEFAULT);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String agent = Ids.agent();
  private final String english = Ids.conversation();
  private final String german = Ids.conversation();

  @Inject History history;

  @BeforeEach
  void twoConversationsAreKnown() {
    var variables = Json.MAPPER.createObjectNode().put("seats", 4).put("colour", "red");
    start(english, START, Optional.of("widget"), "en", false, variables.toString());
    say(english, "Where is my refund, please?");
    end(english, START, 30, "The user hung up.");
    var feedback = new Feedback(Optional.empty(), Optional.of(5), Optional.of("Quick."));
    history.rate(MINE, english, feedback).await().atMost(PATIENCE);
    start(german, START + 60, Optional.of("toaster"), "de", true, "{}");
    say(german, "Guten Tag");
    end(german, START + 60, 120, "Silence.");
    List.of(english, german).forEach(this::awaitConclusion);
    history.concludeAgain(MINE, english, judged()).await().atMost(PATIENCE);
  }

  private static Analysis judged() {
    var values = Json.MAPPER.createObjectNode();
    values.put("mood", "good").put("guests", 4).put("vip", true).putNull("table");
    Map<String, CollectedResult> collected = new HashMap<>();
    for (var value : values.properties()) {
      collected.put(
          value.getKey(),
          new CollectedResult(
              value.getKey(), value.getValue(), Json.MAPPER.createObjectNode(), "It is said."));
    }
    return new Analysis(
        Map.of("politeness", new CriterionResult("politeness", Success.SUCCESS, "It greets.")),
        collected,
        Success.UNKNOWN,
        "A refund.",
        Optional.empty());
  }

  private void awaitConclusion(String call) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                history
                    .read(MINE, call)
                    .await()
                    .atMost(PATIENCE)
                    .flatMap(Kept::conclusion)
                    .isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "call_duration_max_secs, 30",
    "rating_min, 5",
    "rating_max, 5",
    "has_feedback_comment, true",
    "conversation_initiation_source, widget",
    "text_only, false",
    "main_languages, en",
    "termination_reasons, The user hung up.",
    "search, refund",
    "search, '\"my refund\"'",
    "search, REFUND where",
    "dynamic_variable_params, colour:eq:red",
    "dynamic_variable_params, colour:in:blue|red",
    "dynamic_variable_params, colour:neq:blue",
    "dynamic_variable_params, colour:neq:",
    "dynamic_variable_params, seats:gt:3",
    "dynamic_variable_params, seats:gte:4.0",
    "dynamic_variable_params, seats:lt:5",
    "dynamic_variable_params, seats:lte:4",
    "evaluation_params, politeness:success",
    "data_collection_params, mood:eq:good",
    "data_collection_params, mood:neq:",
    "data_collection_params, mood:in:fair|good",
    "data_collection_params, guests:gte:4",
    "data_collection_params, guests:lt:4.5",
    "data_collection_params, vip:eq:true",
  })
  void theFirstOfTheTwoIsFoundBy(String name, String value) {
    assertThat(list(name, value)).containsExactly(english);
  }

  @ParameterizedTest
  @CsvSource({
    "call_duration_min_secs, 31",
    "has_feedback_comment, false",
    "conversation_initiation_source, unknown",
    "text_only, true",
    "main_languages, de",
    "termination_reasons, Silence.",
    "search, guten",
    "dynamic_variable_params, colour:eq:",
    "data_collection_params, mood:eq:",
    "data_collection_params, guests:eq:",
  })
  void theSecondOfTheTwoIsFoundBy(String name, String value) {
    assertThat(list(name, value)).containsExactly(german);
  }

  @ParameterizedTest
  @CsvSource({
    "conversation_product_type, agents",
    "data_collection_params, weather:eq:",
    "exclude_statuses, failed",
    "summary_mode, include",
    "evaluation_criteria_ids, politeness",
    "data_collection_ids, mood",
    "include_invalid_tool_calls, true",
    "call_duration_max_secs, 99999999999",
  })
  void bothAreFoundBy(String name, String value) {
    assertThat(list(name, value)).containsExactly(german, english);
  }

  @ParameterizedTest
  @CsvSource({
    "rating_max, 4",
    "search, refund guten",
    "exclude_statuses, done",
    "conversation_initiation_source, twilio",
    "conversation_initiation_source, toaster",
    "conversation_product_type, speech_engine",
    "main_languages, fr",
    "dynamic_variable_params, colour:gt:3",
    "dynamic_variable_params, seats:eq:5",
    "visited_agent_ids, agent_other",
    "visited_agent_branch_ids, b",
    "branch_id, b",
    "version_id, v",
    "triggered_procedure_ids, p",
    "parent_conversation_id, conv_other",
    "workflow_node_entered_id, n",
    "tool_names, t",
    "tool_names_successful, t",
    "tool_names_errored, t",
    "topic_ids, t",
    "tag_ids, t",
    "guardrail_types, custom",
    "custom_guardrail_names, g",
    "evaluation_params, politeness:failure",
    "evaluation_params, kindness:success",
    "data_collection_params, mood:eq:bad",
    "data_collection_params, table:gt:0",
  })
  void noneIsFoundBy(String name, String value) {
    assertThat(list(name, value)).isEmpty();
  }

  @Test
  void aParameterMayComeSeveralTimes() {
    assertThat(
            given()
                .queryParam("agent_id", agent)
                .queryParam("main_languages", "en", "de")
                .queryParam("termination_reasons", "Silence.", "Boredom.")
                .queryParam("visited_agent_ids", "agent_other", agent)
                .get("/v1/convai/conversations")
                .jsonPath()
                .getList("conversations.conversation_id"))
        .isEqualTo(List.of(german));
  }

  @Test
  void theOldestMayComeFirstAndPagesGoOnInThatOrder() {
    var request =
        given()
            .queryParam("agent_id", agent)
            .queryParam("sort_direction", "asc")
            .queryParam("page_size", 1);
    var page = request.get("/v1/convai/conversations").jsonPath();
    assertThat(page.getList("conversations.conversation_id")).isEqualTo(List.of(english));

    var cursor = page.getString("next_cursor");
    var next = request.queryParam("cursor", cursor).get("/v1/convai/conversations").jsonPath();
    assertThat(next.getList("conversations.conversation_id")).isEqualTo(List.of(german));
    assertThat(next.getBoolean("has_more")).isFalse();
    given()
        .queryParam("cursor", cursor)
        .get("/v1/convai/conversations")
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("query", "cursor")));
  }

  @Test
  void anEntryTellsWhatItWasFoundBy() {
    given()
        .queryParam("agent_id", agent)
        .queryParam("sort_direction", "asc")
        .get("/v1/convai/conversations")
        .then()
        .body("conversations[0].rating", equalTo(5))
        .body("conversations[0].main_language", equalTo("en"))
        .body("conversations[0].conversation_initiation_source", equalTo("widget"))
        .body("conversations[1].conversation_initiation_source", equalTo("unknown"))
        .body("conversations[1].termination_reason", equalTo("Silence."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour", "colour:like:red", "colour:gt:red", "seats:lt:"})
  void whatIsNoComparisonIsRefused(String comparison) {
    given()
        .queryParam("dynamic_variable_params", comparison)
        .get("/v1/convai/conversations")
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("query", "dynamic_variable_params", 0)))
        .body("detail[0].type", equalTo("value_error"));
  }

  @Test
  void anUnknownStatusIsRefused() {
    given()
        .queryParam("exclude_statuses", "done", "asleep")
        .get("/v1/convai/conversations")
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("query", "exclude_statuses", 1)))
        .body("detail[0].type", equalTo("enum"));
  }

  @Test
  void aConversationThatWasNotRecordedHasNoAudio() {
    given().get("/v1/convai/conversations/{id}", english).then().body("has_audio", equalTo(false));
    given()
        .get("/v1/convai/conversations/{id}/audio", english)
        .then()
        .statusCode(404)
        .body("detail.status", equalTo("audio_not_found"));
    given()
        .header(Workspace.HEADER, "strangers")
        .get("/v1/convai/conversations/{id}/audio", english)
        .then()
        .statusCode(404)
        .body("detail.status", equalTo("conversation_not_found"));
  }

  private void start(
      String id,
      long at,
      Optional<String> source,
      String language,
      boolean textOnly,
      String variables) {
    var none = Json.MAPPER.createObjectNode();
    var initiation =
        new Initiation(none, none, Json.read(variables, ObjectNode.class), Optional.empty());
    var started =
        new Started(
            id,
            agent,
            "Ada",
            at,
            "public",
            source,
            Optional.empty(),
            language,
            textOnly,
            initiation);
    history.keep(Optional.empty(), started).await().atMost(PATIENCE);
  }

  private void say(String id, String words) {
    var turn =
        new TranscriptTurn(
            id,
            agent,
            0,
            TranscriptTurn.Role.USER,
            words,
            1,
            false,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of());
    history.keep(Optional.empty(), turn).await().atMost(PATIENCE);
  }

  private void end(String id, long startedAt, int secs, String reason) {
    var ended = new Ended(id, agent, startedAt, startedAt + secs, 1, reason, Optional.empty());
    history.keep(Optional.empty(), ended).await().atMost(PATIENCE);
  }

  private List<String> list(String name, String value) {
    return given()
        .queryParam("agent_id", agent)
        .queryParam(name, value)
        .get("/v1/convai/conversations")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("conversations.conversation_id");
  }
}
