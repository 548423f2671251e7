package io.colloquy.analysis.evaluation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.colloquy.analysis.evaluation.FakeCascade.Reply;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackboneResource.class)
@WithTestResource(FakeCascade.class)
class EvaluationsTest {

  private static final String REQUEST =
      """
      {"model": "gpt-4o-mini", "language": "en",
       "criteria": [{"id": "polite", "name": "Polite", "conversation_goal_prompt": "It is polite."}],
       "data_collection": {"order": {"type": "integer", "description": "Which order"}},
       "transcript": [
         {"role": "agent", "message": "Hello.", "tool_calls": [], "tool_results": []},
         {"role": "user", "message": "Where is order 7?", "tool_calls": [], "tool_results": []}]}
      """;

  private static final String FILLED =
      """
      {"title": "Order 7", "summary": "Asks for order 7.", "successful": "unknown",
       "goal_1": {"result": "success", "rationale": "It greets."},
       "data_1": {"value": 7, "rationale": "The user names it."}}
      """;

  private static ValidatableResponse evaluate(String body) {
    return given().contentType(ContentType.JSON).body(body).post("/internal/evaluations").then();
  }

  @Test
  void aConversationIsEvaluated() {
    FakeCascade.answersWith(_ -> Reply.text(FILLED));

    evaluate(REQUEST)
        .statusCode(200)
        .body("evaluation_criteria_results.polite.criteria_id", equalTo("polite"))
        .body("evaluation_criteria_results.polite.result", equalTo("success"))
        .body("evaluation_criteria_results.polite.rationale", equalTo("It greets."))
        .body("data_collection_results.order.data_collection_id", equalTo("order"))
        .body("data_collection_results.order.value", equalTo(7))
        .body("data_collection_results.order.json_schema.type", equalTo("integer"))
        .body("call_successful", equalTo("success"))
        .body("transcript_summary", equalTo("Asks for order 7."))
        .body("call_summary_title", equalTo("Order 7"));

    var asked = FakeCascade.ASKED.getFirst();
    assertThat(asked.path("model").asText()).isEqualTo("gpt-4o-mini");
    assertThat(asked.path("temperature").doubleValue()).isZero();
    assertThat(asked.at("/answer_schema/properties/goal_1").isObject()).isTrue();
    assertThat(asked.path("timeout_ms").intValue()).isBetween(1, 60_000);
    assertThat(asked.at("/messages/1/content").asText()).contains("user: Where is order 7?");
  }

  @Test
  void aWorkspacesEvaluationIsAskedOnItsTerms() {
    FakeCascade.answersWith(_ -> Reply.text(FILLED));
    var terms = "{\"terms\": {\"workspace_id\": \"ws_1\", \"zero_retention\": true}, ";

    evaluate(REQUEST.replaceFirst("\\{", terms)).statusCode(200);
    evaluate(REQUEST).statusCode(200);

    assertThat(FakeCascade.ASKED)
        .extracting(asked -> Json.read(Json.bytes(asked.get("terms")), Terms.class))
        .containsExactly(
            new Terms("ws_1", Terms.Use.BACKGROUND, true), Terms.background("default"));
  }

  @Test
  void theBuiltinModelSaysHonestlyThatItCannotJudge() {
    FakeCascade.answersWith(_ -> Reply.failure(501, "not_supported_by_model"));

    evaluate(REQUEST)
        .statusCode(200)
        .body("evaluation_criteria_results.polite.result", equalTo("unknown"))
        .body("evaluation_criteria_results.polite.rationale", containsString("builtin model"))
        .body("data_collection_results.order.value", nullValue())
        .body("call_successful", equalTo("unknown"))
        .body("call_summary_title", nullValue())
        .body("transcript_summary", containsString("the agent spoke once and the user once"));
    assertThat(FakeCascade.ASKED).hasSize(1);
  }

  @Test
  void aModelThatIsBusyIsAskedAgain() {
    FakeCascade.answersWith(
        _ ->
            FakeCascade.ASKED.size() == 1
                ? new Reply(503, "{}", Map.of("retry-after", "0"))
                : Reply.text(FILLED));

    evaluate(REQUEST).body("call_successful", equalTo("success"));
    assertThat(FakeCascade.ASKED).hasSize(2);
  }

  @Test
  void aModelThatFailsLeavesEverythingUnknownWithoutAWordOfTheProvider() {
    FakeCascade.answersWith(_ -> Reply.failure(502, "provider_failed"));

    var answer = evaluate(REQUEST).statusCode(200).extract().asString();

    assertThat(answer).contains("The language model failed.").doesNotContain("for a log");
    assertThat(FakeCascade.ASKED).hasSize(4);
  }

  @Test
  void aRequestThatIsNoneIsRefused() {
    evaluate("{\"criteria\": 7}").statusCode(422).body("detail", hasSize(1));
    evaluate("{").statusCode(422);
  }
}
