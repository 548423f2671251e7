package io.colloquy.analysis.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.analysis.Analysis.CollectedResult;
import io.colloquy.contracts.analysis.Analysis.CriterionResult;
import io.colloquy.contracts.analysis.Analysis.Success;
import io.colloquy.contracts.analysis.EvaluationRequest.Criterion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One form that a model fills in: some goals, some data, perhaps the overview. Its members are
 * numbered, since an id of a customer may be anything.
 */
record Form(boolean withOverview, List<Criterion> criteria, List<DataPoint> data) {

  private static final String NO_REASON = "The model gave no reason.";

  Form {
    criteria = List.copyOf(criteria);
    data = List.copyOf(data);
  }

  static Form overview() {
    return new Form(true, List.of(), List.of());
  }

  static Form of(Criterion criterion) {
    return new Form(false, List.of(criterion), List.of());
  }

  static Form of(DataPoint point) {
    return new Form(false, List.of(), List.of(point));
  }

  private static String name(Criterion criterion, List<Criterion> all) {
    return "goal_" + (all.indexOf(criterion) + 1);
  }

  private static String name(DataPoint point, List<DataPoint> all) {
    return "data_" + (all.indexOf(point) + 1);
  }

  /** The JSON Schema of the filled form. */
  ObjectNode schema() {
    var schema = object();
    if (withOverview) {
      text(add(schema, "title"), "The conversation in at most six words.");
      text(add(schema, "summary"), "What happened, in two to four sentences.");
      success(add(schema, "successful"), "Whether the agent did what the user came for.");
    }
    for (var criterion : criteria) {
      var goal = object();
      text(add(goal, "rationale"), "Why, in one or two sentences.");
      success(add(goal, "result"), "Whether the goal was met.");
      put(schema, name(criterion, criteria), goal);
    }
    for (var point : data) {
      var found = object();
      text(add(found, "rationale"), "Where the transcript says so, in one sentence.");
      value(add(found, "value"), point);
      put(schema, name(point, data), found);
    }
    return schema;
  }

  private static ObjectNode object() {
    var object = Json.MAPPER.createObjectNode().put("type", "object");
    object.putObject("properties");
    object.putArray("required");
    return object.put("additionalProperties", false);
  }

  private static ObjectNode add(ObjectNode object, String name) {
    var member = Json.MAPPER.createObjectNode();
    put(object, name, member);
    return member;
  }

  private static void put(ObjectNode object, String name, ObjectNode member) {
    object.withObjectProperty("properties").set(name, member);
    object.withArrayProperty("required").add(name);
  }

  private static void text(ObjectNode schema, String description) {
    schema.put("type", "string").put("description", description);
  }

  private static void success(ObjectNode schema, String description) {
    text(schema, description);
    var names = schema.putArray("enum");
    for (var success : Success.values()) {
      names.add(success.wireName());
    }
  }

  private static void value(ObjectNode schema, DataPoint point) {
    boolean chosen = !point.choices().isEmpty();
    schema.putArray("type").add(chosen ? "string" : point.type()).add("null");
    if (chosen) {
      var names = schema.putArray("enum");
      point.choices().forEach(names::add);
      names.addNull();
    }
  }

  /** What the members of the form are about, for the model. */
  String questions() {
    var text = new StringBuilder();
    for (var criterion : criteria) {
      text.append(
          "%s: %s. %s%n"
              .formatted(
                  name(criterion, criteria), criterion.name(), criterion.conversationGoalPrompt()));
    }
    for (var point : data) {
      text.append(
          "%s: %s (%s). %s%n"
              .formatted(name(point, data), point.id(), point.type(), point.description()));
    }
    return text.toString();
  }

  /** What a filled form says. A member that is missing is missing here. */
  Findings read(String answer) {
    var filled = parsed(answer);
    Map<String, CriterionResult> goals = new LinkedHashMap<>();
    for (var criterion : criteria) {
      var goal = filled.path(name(criterion, criteria));
      if (goal.has("result")) {
        goals.put(criterion.id(), judged(criterion, goal));
      }
    }
    Map<String, CollectedResult> found = new LinkedHashMap<>();
    for (var point : data) {
      var member = filled.path(name(point, data));
      if (member.has("value")) {
        found.put(point.id(), collected(point, member));
      }
    }
    return new Findings(overview(filled), goals, found);
  }

  /** The JSON object in an answer, which some models wrap in words or fences. */
  private static JsonNode parsed(String answer) {
    int start = answer.indexOf('{');
    int end = answer.lastIndexOf('}');
    if (start < 0 || end < start) {
      return NullNode.getInstance();
    }
    try {
      return Json.MAPPER.readTree(answer.substring(start, end + 1));
    } catch (JsonProcessingException e) {
      return NullNode.getInstance();
    }
  }

  private Optional<Findings.Overview> overview(JsonNode filled) {
    var summary = filled.path("summary").asText("").strip();
    if (!withOverview || summary.isEmpty()) {
      return Optional.empty();
    }
    var title = Optional.of(filled.path("title").asText("").strip()).filter(it -> !it.isEmpty());
    return Optional.of(
        new Findings.Overview(
            title, summary, success(filled.path("successful")).orElse(Success.UNKNOWN)));
  }

  private static CriterionResult judged(Criterion criterion, JsonNode goal) {
    return success(goal.path("result"))
        .map(result -> new CriterionResult(criterion.id(), result, rationale(goal)))
        .orElseGet(
            () ->
                new CriterionResult(
                    criterion.id(),
                    Success.UNKNOWN,
                    "The model gave no result that counts. " + rationale(goal)));
  }

  private static CollectedResult collected(DataPoint point, JsonNode member) {
    var value = member.path("value");
    var legal = point.legal(value);
    if (legal.isEmpty() && !value.isNull() && !value.asText("x").isBlank()) {
      return new CollectedResult(
          point.id(),
          NullNode.getInstance(),
          point.schema(),
          "The model gave a value that is no %s%s, so it was dropped. %s"
              .formatted(
                  point.type(),
                  point.choices().isEmpty() ? "" : " among the choices",
                  rationale(member)));
    }
    return new CollectedResult(
        point.id(), legal.orElse(NullNode.getInstance()), point.schema(), rationale(member));
  }

  private static Optional<Success> success(JsonNode name) {
    var wanted = name.asText("").strip().toLowerCase(Locale.ROOT);
    for (var success : Success.values()) {
      if (success.wireName().equals(wanted)) {
        return Optional.of(success);
      }
    }
    return Optional.empty();
  }

  private static String rationale(JsonNode member) {
    var rationale = member.path("rationale").asText("").strip();
    return rationale.isEmpty() ? NO_REASON : rationale;
  }
}
