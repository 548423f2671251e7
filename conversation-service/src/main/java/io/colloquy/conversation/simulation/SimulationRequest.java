package io.colloquy.conversation.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.AgentSettings;
import io.colloquy.contracts.analysis.EvaluationRequest.Criterion;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a request, after it was checked.
 *
 * @param user the simulated user, configured like an agent
 * @param mocks by the tool's name
 */
record SimulationRequest(
    AgentSettings user,
    JsonNode mocks,
    List<ObjectNode> history,
    ObjectNode variables,
    List<Criterion> extraCriteria,
    int newTurnsLimit) {

  private static final int DOCUMENTED_LIMIT = 10_000;

  static SimulationRequest of(ObjectNode body) {
    var specification = body.path("simulation_specification");
    List<ObjectNode> history = new ArrayList<>();
    specification.path("partial_conversation_history").forEach(it -> history.add((ObjectNode) it));
    List<Criterion> criteria = new ArrayList<>();
    body.path("extra_evaluation_criteria").forEach(it -> criteria.add(criterion(it)));
    return new SimulationRequest(
        Json.MAPPER.convertValue(specification.get("simulated_user_config"), AgentSettings.class),
        specification.path("tool_mock_config"),
        history,
        specification.get("dynamic_variables") instanceof ObjectNode given
            ? given
            : Json.MAPPER.createObjectNode(),
        criteria,
        Math.clamp(body.path("new_turns_limit").asLong(DOCUMENTED_LIMIT), 0, Integer.MAX_VALUE));
  }

  /** One criterion, as agents and requests have them. */
  static Criterion criterion(JsonNode criterion) {
    return Json.MAPPER.convertValue(criterion, Criterion.class);
  }
}
