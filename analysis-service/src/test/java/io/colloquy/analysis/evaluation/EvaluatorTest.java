package io.colloquy.analysis.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.analysis.evaluation.NoJudgement.Kind;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.analysis.Analysis;
import io.colloquy.contracts.analysis.Analysis.Success;
import io.colloquy.contracts.analysis.EvaluationRequest;
import io.colloquy.contracts.analysis.EvaluationRequest.Criterion;
import io.colloquy.contracts.llm.Terms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

  private static final String OVERVIEW =
      """
      "title": "Order 7", "summary": "The user asked for order 7.", "successful": "success"
      """;

  private final List<Judge.Question> asked = new ArrayList<>();
  private final List<Criterion> criteria = new ArrayList<>();
  private final Map<String, ObjectNode> data = new LinkedHashMap<>();
  private List<ObjectNode> transcript =
      Transcripts.of("Hello.", "Where is order 7?", "On its way.");
  private Optional<String> knowledge = Optional.empty();

  private Analysis evaluate(Judge judge) {
    var evaluator =
        new Evaluator(
            question -> {
              asked.add(question);
              return judge.answer(question);
            },
            10_000);
    return evaluator
        .evaluate(
            new EvaluationRequest(
                "m",
                "de",
                criteria,
                data,
                transcript,
                Map.of("plan", "gold"),
                knowledge,
                Terms.background("ws_1")))
        .analysis();
  }

  private void goal(String id) {
    criteria.add(new Criterion(id, "Name of " + id, "Goal of " + id, false));
  }

  private void data(String id, String schema) {
    data.put(id, Json.read(schema, ObjectNode.class));
  }

  @Test
  void everythingIsAskedInOneQuestion() {
    goal("polite");
    data("order", "{\"type\": \"integer\", \"description\": \"The number of the order\"}");

    var analysis =
        evaluate(
            _ ->
                """
                {%s, "goal_1": {"result": "success", "rationale": "It greeted."},
                 "data_1": {"value": 7, "rationale": "The user says it."}}
                """
                    .formatted(OVERVIEW));

    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().instructions())
        .contains("goal_1: Name of polite. Goal of polite")
        .contains("data_1: order (integer). The number of the order")
        .contains("de");
    assertThat(asked.getFirst().material()).contains("user: Where is order 7?");
    assertThat(analysis.evaluationCriteriaResults().get("polite"))
        .isEqualTo(new Analysis.CriterionResult("polite", Success.SUCCESS, "It greeted."));
    var order = analysis.dataCollectionResults().get("order");
    assertThat(order.value().intValue()).isEqualTo(7);
    assertThat(order.jsonSchema()).isEqualTo(data.get("order"));
    assertThat(analysis.transcriptSummary()).isEqualTo("The user asked for order 7.");
    assertThat(analysis.callSummaryTitle()).contains("Order 7");
    assertThat(analysis.callSuccessful()).isEqualTo(Success.SUCCESS);
  }

  @Test
  void theFormNamesEveryMemberAndItsType() {
    goal("polite");
    data("kind", "{\"type\": \"string\", \"enum\": [\"a\", \"b\"]}");
    data("count", "{\"type\": \"integer\"}");

    evaluate(_ -> "{}");

    var form = asked.getFirst().form();
    assertThat(form.path("required"))
        .extracting(JsonNode::asText)
        .containsExactly("title", "summary", "successful", "goal_1", "data_1", "data_2");
    assertThat(form.at("/properties/goal_1/properties/result/enum").toString())
        .isEqualTo("[\"success\",\"failure\",\"unknown\"]");
    assertThat(form.at("/properties/data_1/properties/value").toString())
        .isEqualTo("{\"type\":[\"string\",\"null\"],\"enum\":[\"a\",\"b\",null]}");
    assertThat(form.at("/properties/data_2/properties/value/type").toString())
        .isEqualTo("[\"integer\",\"null\"]");
  }

  @Test
  void aResultThatIsNoneOfTheThreeIsUnknown() {
    goal("polite");

    var analysis =
        evaluate(
            _ ->
                "{%s, \"goal_1\": {\"result\": \"maybe\", \"rationale\": \"Hm.\"}}"
                    .formatted(OVERVIEW));

    var polite = analysis.evaluationCriteriaResults().get("polite");
    assertThat(polite.result()).isEqualTo(Success.UNKNOWN);
    assertThat(polite.rationale()).contains("no result that counts").contains("Hm.");
    assertThat(analysis.callSuccessful()).isEqualTo(Success.UNKNOWN);
  }

  @Test
  void aValueOfTheWrongTypeIsNullAndTheReasonSaysSo() {
    data("count", "{\"type\": \"integer\"}");
    data("kind", "{\"type\": \"string\", \"enum\": [\"a\", \"b\"]}");
    data("name", "{\"type\": \"string\"}");

    var analysis =
        evaluate(
            _ ->
                """
                {%s, "data_1": {"value": 3.5, "rationale": "Half."},
                 "data_2": {"value": "c", "rationale": "Third."},
                 "data_3": {"value": null, "rationale": "Never told."}}
                """
                    .formatted(OVERVIEW));

    var found = analysis.dataCollectionResults();
    assertThat(found.values()).allSatisfy(it -> assertThat(it.value().isNull()).isTrue());
    assertThat(found.get("count").rationale()).contains("no integer").contains("Half.");
    assertThat(found.get("kind").rationale()).contains("among the choices");
    assertThat(found.get("name").rationale()).isEqualTo("Never told.");
  }

  @Test
  void whatTheAnswerLeavesOutIsAskedForAlone() {
    goal("polite");
    goal("solved");

    var analysis =
        evaluate(
            question ->
                asked.size() == 1
                    ? "{%s, \"goal_1\": {\"result\": \"success\"}}".formatted(OVERVIEW)
                    : "{\"goal_1\": {\"result\": \"failure\", \"rationale\": \"Not solved.\"}}");

    assertThat(asked).hasSize(2);
    assertThat(asked.getLast().instructions()).contains("solved").doesNotContain("polite");
    assertThat(analysis.evaluationCriteriaResults().get("polite").result())
        .isEqualTo(Success.SUCCESS);
    assertThat(analysis.evaluationCriteriaResults().get("solved").rationale())
        .isEqualTo("Not solved.");
    assertThat(analysis.callSuccessful()).isEqualTo(Success.FAILURE);
  }

  @Test
  void oneCriterionThatCannotBeJudgedSpoilsNoOther() {
    goal("polite");
    goal("poisoned");
    data("order", "{\"type\": \"integer\"}");

    var analysis =
        evaluate(
            question -> {
              if (question.instructions().contains("poisoned")) {
                throw new NoJudgement(Kind.THIS_QUESTION, "The language model failed.");
              }
              return "{%s, \"goal_1\": {\"result\": \"success\"}, \"data_1\": {\"value\": 7}}"
                  .formatted(OVERVIEW);
            });

    var goals = analysis.evaluationCriteriaResults();
    assertThat(goals.get("polite").result()).isEqualTo(Success.SUCCESS);
    assertThat(goals.get("poisoned").result()).isEqualTo(Success.UNKNOWN);
    assertThat(goals.get("poisoned").rationale()).isEqualTo("The language model failed.");
    assertThat(analysis.dataCollectionResults().get("order").value().intValue()).isEqualTo(7);
    assertThat(analysis.transcriptSummary()).isEqualTo("The user asked for order 7.");
  }

  @Test
  void aModelThatCannotJudgeIsAskedOnceAndTheFactsAreTold() {
    goal("polite");
    data("order", "{\"type\": \"integer\"}");
    transcript = new ArrayList<>(transcript);
    transcript.add(Transcripts.call("look_up", "{}"));

    var analysis =
        evaluate(
            _ -> {
              throw new NoJudgement(Kind.ANY_QUESTION, "The builtin model cannot judge this.");
            });

    assertThat(asked).hasSize(1);
    var polite = analysis.evaluationCriteriaResults().get("polite");
    assertThat(polite.result()).isEqualTo(Success.UNKNOWN);
    assertThat(polite.rationale()).isEqualTo("The builtin model cannot judge this.");
    var order = analysis.dataCollectionResults().get("order");
    assertThat(order.value().isNull()).isTrue();
    assertThat(order.rationale()).isEqualTo("The builtin model cannot judge this.");
    assertThat(analysis.callSuccessful()).isEqualTo(Success.UNKNOWN);
    assertThat(analysis.callSummaryTitle()).isEmpty();
    assertThat(analysis.transcriptSummary())
        .isEqualTo(
            "A conversation in which the agent spoke 2 times and the user once."
                + " Tools that were called: look_up.");
  }

  @Test
  void wordsAroundTheAnswerDoNotSpoilIt() {
    var analysis = evaluate(_ -> "Here it is:\n```json\n{%s}\n```".formatted(OVERVIEW));

    assertThat(asked).hasSize(1);
    assertThat(analysis.callSummaryTitle()).contains("Order 7");
  }

  @Test
  void anAnswerThatIsNoJsonIsAskedForAgainAndThenUnknown() {
    goal("polite");

    var analysis = evaluate(_ -> "I would rather not.");

    assertThat(asked).hasSize(3);
    assertThat(analysis.evaluationCriteriaResults().get("polite").rationale())
        .isEqualTo("The model's answer did not hold this.");
  }

  @Test
  void withoutCriteriaTheModelsOwnViewCounts() {
    assertThat(evaluate(_ -> "{%s}".formatted(OVERVIEW)).callSuccessful())
        .isEqualTo(Success.SUCCESS);
  }

  @Test
  void whatHasItsValueFromElsewhereIsAskedOfNobody() {
    data("source", "{\"type\": \"string\", \"constant_value\": \"phone\"}");
    data("tariff", "{\"type\": \"string\", \"dynamic_variable\": \"plan\"}");
    data("seats", "{\"type\": \"integer\", \"dynamic_variable\": \"plan\"}");

    var found = evaluate(_ -> "{%s}".formatted(OVERVIEW)).dataCollectionResults();

    assertThat(asked.getFirst().form().path("required")).hasSize(3);
    assertThat(found.get("source").value().textValue()).isEqualTo("phone");
    assertThat(found.get("tariff").value().textValue()).isEqualTo("gold");
    assertThat(found.get("seats").value().isNull()).isTrue();
    assertThat(found.get("seats").rationale()).contains("no integer");
  }

  @Test
  void manyThingsAreAskedInFormsOfTwenty() {
    IntStream.range(0, 25).forEach(i -> goal("goal" + i));
    IntStream.range(0, 20).forEach(i -> data("data" + i, "{\"type\": \"integer\"}"));

    var analysis =
        evaluate(
            question -> {
              var answer = Json.MAPPER.createObjectNode().put("summary", "x");
              for (var member : question.form().path("required")) {
                if (member.asText().startsWith("goal")) {
                  answer.putObject(member.asText()).put("result", "success");
                } else if (member.asText().startsWith("data")) {
                  answer.putObject(member.asText()).put("value", 1);
                }
              }
              return answer.toString();
            });

    assertThat(asked).hasSize(3);
    assertThat(analysis.evaluationCriteriaResults()).hasSize(25);
    assertThat(analysis.dataCollectionResults()).hasSize(20);
    assertThat(analysis.dataCollectionResults().values())
        .allSatisfy(it -> assertThat(it.value().intValue()).isOne());
    assertThat(analysis.callSuccessful()).isEqualTo(Success.SUCCESS);
  }

  @Test
  void theKnowledgeBaseIsShownWhereACriterionWantsIt() {
    knowledge = Optional.of("Orders take two days.");
    evaluate(_ -> "{}");
    assertThat(asked.getFirst().material()).doesNotContain("two days");
    asked.clear();

    criteria.add(new Criterion("true", "True", "Says what is so", true));
    evaluate(_ -> "{}");
    assertThat(asked.getFirst().material()).contains("two days");
  }

  @Test
  void ofNothingNothingIsJudged() {
    goal("polite");
    transcript = List.of();

    var analysis = evaluate(_ -> "{%s}".formatted(OVERVIEW));

    assertThat(asked).isEmpty();
    assertThat(analysis.transcriptSummary()).isEqualTo("Nothing was said.");
    assertThat(analysis.evaluationCriteriaResults().get("polite").rationale())
        .contains("Nothing was said");
  }
}
