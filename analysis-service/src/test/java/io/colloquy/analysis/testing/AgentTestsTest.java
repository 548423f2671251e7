package io.colloquy.analysis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(BackboneResource.class)
class AgentTestsTest {

  private static final String TESTS = "/v1/convai/agent-testing";

  private final Api api = Api.ofItsOwn();

  @Test
  void aTestComesBackAsItWasSentAndWithDefaults() {
    var sent = everyMember();
    String id =
        api.createTest(Json.text(sent))
            .statusCode(200)
            .body("id", matchesPattern("test_[a-z0-9]{28}"))
            .extract()
            .path("id");

    var read = Json.read(api.readTest(id).statusCode(200).extract().asString(), ObjectNode.class);

    assertThat(read.get("id").textValue()).isEqualTo(id);
    assertContains(read, sent, "");
    assertThat(read.at("/chat_history/0/interrupted").isBoolean()).isTrue();
  }

  @Test
  void aScenarioTestIsWhatAClientMeansThatNamesNoType() {
    api.readTest(api.test("Return"))
        .body("type", equalTo("llm"))
        .body("tool_call_parameters", nullValue())
        .body("dynamic_variables.size()", equalTo(0))
        .body("success_examples[0].response", equalTo("Within 30 days."));
  }

  @Test
  void aTestOfAToolCallNeedsNoConditionButAnswersWithAnEmptyOne() {
    String id =
        api.createTest(
                """
                {"type": "tool", "name": "Refund",
                 "chat_history": [{"role": "user", "message": "Refund me", "time_in_call_secs": 0}],
                 "tool_call_parameters": {"referenced_tool": {"id": "tool_1", "type": "webhook"},
                   "parameters": [{"path": "order", "eval": {"type": "anything"}}]}}
                """)
            .statusCode(200)
            .extract()
            .path("id");

    api.readTest(id)
        .body("type", equalTo("tool"))
        .body("success_condition", equalTo(""))
        .body("success_examples.size()", equalTo(0))
        .body("failure_examples.size()", equalTo(0))
        .body("tool_call_parameters.parameters[0].eval.type", equalTo("anything"));
  }

  @Test
  void anUpdateReplacesTheWholeTest() {
    String id = api.createTest(Json.text(everyMember())).extract().path("id");

    api.request()
        .body(Api.scenario("Other", ""))
        .put(TESTS + "/" + id)
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("name", equalTo("Other"))
        .body("x_unknown", nullValue())
        .body("dynamic_variables.size()", equalTo(0));
    api.readTest(id).body("name", equalTo("Other"));
  }

  @Test
  void anUpdateThatIsNotCompleteChangesNothing() {
    var id = api.test("Return");
    var incomplete = "{\"name\": \"Other\", \"chat_history\": [%s]}";
    var turn = "{\"role\": \"user\", \"time_in_call_secs\": 0}";

    api.request()
        .body(incomplete.formatted(turn))
        .put(TESTS + "/" + id)
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "success_condition")));
    api.request().body(incomplete.formatted(turn)).put(TESTS + "/test_none").then().statusCode(404);
    api.readTest(id).body("name", equalTo("Return"));
  }

  @Test
  void aDeletedTestIsGone() {
    var id = api.test("Return");

    api.request().delete(TESTS + "/" + id).then().statusCode(200);

    api.readTest(id).statusCode(404).body("detail.status", equalTo("test_not_found"));
    api.request().delete(TESTS + "/" + id).then().statusCode(404);
    api.request().body(Api.scenario("Return", "")).put(TESTS + "/" + id).then().statusCode(404);
  }

  @Test
  void aTestOfAnotherWorkspaceIsNotThere() {
    var id = api.test("Return");
    var stranger = Api.ofItsOwn();

    stranger.readTest(id).statusCode(404);
    stranger.request().delete(TESTS + "/" + id).then().statusCode(404);
    stranger.request().body(Api.scenario("Mine", "")).put(TESTS + "/" + id).then().statusCode(404);
    stranger.list(Map.of()).body("tests.size()", equalTo(0));
    stranger
        .post(TESTS + "/summaries", "{\"test_ids\": [\"" + id + "\"]}")
        .body("tests.size()", equalTo(0));
    api.readTest(id).statusCode(200).body("name", equalTo("Return"));
  }

  @ParameterizedTest
  @CsvSource({
    "name,              ,        name, missing",
    "name,              7,       name, string_type",
    "type,              '\"x\"', type, enum",
    "chat_history,      ,        chat_history, missing",
    "chat_history,      [],      chat_history, too_short",
    "success_condition, ,        success_condition, missing",
    "success_examples,  ,        success_examples, missing",
    "failure_examples,  ,        failure_examples, missing",
    "failure_examples,  7,       failure_examples, list_type",
    "tool_call_parameters, 7,    tool_call_parameters, dict_type",
  })
  void aWrongMemberIsNamed(String member, String value, String at, String type) throws IOException {
    var body = (ObjectNode) Json.MAPPER.readTree(Api.scenario("Return", ""));
    if (value == null) {
      body.remove(member);
    } else {
      body.set(member, Json.MAPPER.readTree(value));
    }

    api.createTest(Json.text(body))
        .statusCode(422)
        .body("detail.size()", equalTo(1))
        .body("detail[0].loc", equalTo(List.of("body", at)))
        .body("detail[0].type", equalTo(type));
  }

  @Test
  void aFlawDeepInsideIsNamedByItsPlace() {
    api.createTest(Api.scenario("Return", "").replace("\"time_in_call_secs\": 1", "\"x\": 1"))
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "chat_history", 0, "time_in_call_secs")))
        .body("detail[0].type", equalTo("missing"));
  }

  @Test
  void aListShowsTheNewestFirstAndTellsWhatASummaryTells() {
    var first = api.test("Return");
    var second = api.test("Refund");

    api.list(Map.of())
        .statusCode(200)
        .body("tests.id", contains(second, first))
        .body("tests[0].name", equalTo("Refund"))
        .body("tests[0].type", equalTo("llm"))
        .body("tests[0].access_info", nullValue())
        .body("tests[0].created_at_unix_secs > 1700000000", equalTo(true))
        .body("tests[0].last_updated_at_unix_secs > 1700000000", equalTo(true))
        .body("has_more", equalTo(false))
        .body("next_cursor", nullValue());
  }

  @Test
  void pagesHoldEveryTestOnce() {
    var all = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      all.add(api.test("Test " + i));
    }

    assertThat(pages(Map.of("page_size", 3))).isEqualTo(all.reversed());
  }

  @Test
  void aListIsSearchedByNameAndNarrowedByType() {
    var refund = api.test("Wants a REFUND now");
    api.test("Return");
    String tool =
        api.createTest(Api.scenario("100% refund", "\"type\": \"tool\",")).extract().path("id");

    api.list(Map.of("search", "refund")).body("tests.id", contains(tool, refund));
    api.list(Map.of("search", "0%")).body("tests.id", contains(tool));
    api.list(Map.of("search", "%")).body("tests.id", contains(tool));
    api.list(Map.of("types", "tool")).body("tests.id", contains(tool));
    api.list(Map.of("types", List.of("tool", "llm"))).body("tests.size()", equalTo(3));
    api.list(Map.of("sharing_mode", "shared_with_me")).body("tests.size()", equalTo(0));
  }

  @ParameterizedTest
  @CsvSource({
    "page_size, 0, greater_than_equal",
    "page_size, 101, less_than_equal",
    "page_size, many, int_parsing",
    "sort_mode, backwards, enum",
    "cursor, rubbish, value_error",
  })
  void aBadParameterIsNamed(String name, String value, String type) {
    api.list(Map.of(name, value))
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("query", name)))
        .body("detail[0].type", equalTo(type));
  }

  @Test
  void summariesAreToldOfThoseThatAreThere() {
    var first = api.test("Return");
    var second = api.test("Refund");

    api.post(
            TESTS + "/summaries",
            "{\"test_ids\": [\"%s\", \"%s\", \"test_none\"]}".formatted(first, second))
        .statusCode(200)
        .body("tests.keySet()", containsInAnyOrder(first, second))
        .body("tests." + first + ".name", equalTo("Return"));
    api.post(TESTS + "/summaries", "{\"test_ids\": []}")
        .statusCode(200)
        .body("tests.size()", equalTo(0));
    api.post(TESTS + "/summaries", "{\"test_ids\": [7]}")
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "test_ids", 0)));
  }

  private List<String> pages(Map<String, ?> query) {
    var ids = new ArrayList<String>();
    var page = api.list(query).statusCode(200).extract().jsonPath();
    ids.addAll(page.getList("tests.id"));
    while (page.getBoolean("has_more")) {
      page =
          api.request()
              .queryParams(query)
              .queryParam("cursor", page.getString("next_cursor"))
              .get(TESTS)
              .jsonPath();
      ids.addAll(page.getList("tests.id"));
    }
    return ids;
  }

  /** Every member of the page's model, and some that it does not know. */
  private static ObjectNode everyMember() {
    return Json.read(
        """
        {"name": "Return", "type": "llm", "x_unknown": {"kept": [1.50, null]},
         "chat_history": [
           {"role": "user", "message": "Hi", "time_in_call_secs": 0, "x_unknown": true},
           {"role": "agent", "message": "Hello", "time_in_call_secs": 2, "interrupted": true,
            "original_message": "Hello there", "source_medium": "audio",
            "agent_metadata": {"agent_id": "agent_1", "branch_id": null, "workflow_node_id": "n"},
            "feedback": {"score": "like", "time_in_call_secs": 3},
            "tool_calls": [{"request_id": "r", "tool_name": "t", "params_as_json": "{}",
              "tool_has_been_called": true, "type": "client"}],
            "conversation_turn_metrics": {"metrics": {"ttfb": {"elapsed_time": 0.25}}}}],
         "success_condition": "It is polite.",
         "success_examples": [{"response": "Gladly.", "type": "success"}],
         "failure_examples": [{"response": "No.", "type": "failure"}],
         "dynamic_variables": {"name": "Zoë", "age": 41, "vip": true, "score": 1.5, "none": null},
         "tool_call_parameters": {"parameters": [
             {"path": "a", "eval": {"type": "exact", "expected_value": "1"}},
             {"path": "b", "eval": {"type": "regex", "pattern": "^a+$"}},
             {"path": "c", "eval": {"type": "llm", "description": "a town"}}],
           "referenced_tool": {"id": "tool_1", "type": "system"}, "verify_absence": true},
         "from_conversation_metadata": {"conversation_id": "conv_1", "agent_id": "agent_1",
           "workflow_node_id": "node_1",
           "original_agent_reply": [{"role": "agent", "message": "Bye", "time_in_call_secs": 9}]}}
        """,
        ObjectNode.class);
  }

  /** Whatever was sent is there, with the same value in the same place. */
  private static void assertContains(JsonNode read, JsonNode sent, String at) {
    if (sent.isObject()) {
      sent.properties()
          .forEach(
              member ->
                  assertContains(
                      read.path(member.getKey()), member.getValue(), at + "/" + member.getKey()));
    } else if (sent.isArray()) {
      assertThat(read.size()).as(at).isEqualTo(sent.size());
      for (int i = 0; i < sent.size(); i++) {
        assertContains(read.path(i), sent.get(i), at + "/" + i);
      }
    } else {
      assertThat(read).as(at).isEqualTo(sent);
    }
  }
}
