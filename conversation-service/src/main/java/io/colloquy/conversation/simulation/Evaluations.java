package io.colloquy.conversation.simulation;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet.MalformedPacket;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.analysis.Analysis;
import io.colloquy.contracts.analysis.Analysis.CollectedResult;
import io.colloquy.contracts.analysis.Analysis.CriterionResult;
import io.colloquy.contracts.analysis.Analysis.Success;
import io.colloquy.contracts.analysis.EvaluationRequest;
import io.colloquy.contracts.analysis.EvaluationRequest.Criterion;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.rest.Peer;
import io.colloquy.rest.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Has simulations evaluated by the analysis-service. Where that is away, the simulation is not
 * lost: its analysis says that it was not judged.
 *
 * @param patience how long an evaluation may take
 */
record Evaluations(Peer analysis, Clock clock, Duration patience) {

  private static final Logger LOG = Logger.getLogger(Evaluations.class);
  private static final String AWAY = "The evaluation could not be reached.";

  /** The question about a conversation; its transcript is yet to come. */
  static EvaluationRequest question(
      Workspace workspace, Agent agent, SimulationRequest request, Optional<String> knowledge) {
    var settings = agent.conversationConfig().agent();
    Map<String, Object> variables =
        new LinkedHashMap<>(settings.dynamicVariables().dynamicVariablePlaceholders());
    for (var given : request.variables().properties()) {
      if (!given.getValue().isNull()) {
        variables.put(given.getKey(), Json.MAPPER.convertValue(given.getValue(), Object.class));
      }
    }
    return new EvaluationRequest(
        settings.prompt().llm(),
        settings.language(),
        criteria(agent, request),
        dataCollection(agent),
        List.of(),
        variables,
        knowledge,
        Terms.background(workspace.id()));
  }

  /** The agent's own criteria, then the extra ones; of two with one id the extra one counts. */
  static List<Criterion> criteria(Agent agent, SimulationRequest request) {
    Map<String, Criterion> criteria = new LinkedHashMap<>();
    for (var own : settings(agent).at("/evaluation/criteria")) {
      var criterion = SimulationRequest.criterion(own);
      criteria.put(criterion.id(), criterion);
    }
    request.extraCriteria().forEach(extra -> criteria.put(extra.id(), extra));
    return List.copyOf(criteria.values());
  }

  private static Map<String, ObjectNode> dataCollection(Agent agent) {
    Map<String, ObjectNode> points = new LinkedHashMap<>();
    for (var point : settings(agent).path("data_collection").properties()) {
      if (point.getValue() instanceof ObjectNode schema) {
        points.put(point.getKey(), schema);
      }
    }
    return points;
  }

  private static ObjectNode settings(Agent agent) {
    return Json.MAPPER.valueToTree(agent.platformSettings());
  }

  Analysis of(EvaluationRequest question, List<ObjectNode> transcript) throws InterruptedException {
    var whole = question.about(transcript);
    try {
      var answer =
          analysis.post(EvaluationRequest.PATH, _ -> whole, clock.instant().plus(patience));
      return Json.read(answer, Analysis.class);
    } catch (Peer.Failed | MalformedPacket e) {
      LOG.warnf("a simulation was not evaluated: %s", e.getMessage());
      return notJudged(whole);
    }
  }

  private static Analysis notJudged(EvaluationRequest question) {
    Map<String, CriterionResult> goals = new LinkedHashMap<>();
    for (var criterion : question.criteria()) {
      goals.put(criterion.id(), new CriterionResult(criterion.id(), Success.UNKNOWN, AWAY));
    }
    Map<String, CollectedResult> data = new LinkedHashMap<>();
    question
        .dataCollection()
        .forEach(
            (id, schema) ->
                data.put(id, new CollectedResult(id, NullNode.getInstance(), schema, AWAY)));
    return new Analysis(goals, data, Success.UNKNOWN, AWAY, Optional.empty());
  }
}
