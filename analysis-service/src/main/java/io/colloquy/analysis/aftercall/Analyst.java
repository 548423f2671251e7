package io.colloquy.analysis.aftercall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.analysis.agents.Agents;
import io.colloquy.analysis.agents.KnownAgent;
import io.colloquy.analysis.api.ConversationDetail;
import io.colloquy.analysis.evaluation.Evaluation;
import io.colloquy.analysis.evaluation.Evaluations;
import io.colloquy.analysis.store.Kept;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.analysis.EvaluationRequest;
import io.colloquy.contracts.event.ConversationEvent.Started;
import io.colloquy.contracts.event.TranscriptTurn.VariableUpdate;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Has conversations evaluated by what their agents are configured for now. */
@Singleton
final class Analyst {

  private final Agents agents;
  private final Evaluations evaluations;

  Analyst(Agents agents, Evaluations evaluations) {
    this.agents = agents;
    this.evaluations = evaluations;
  }

  Uni<Evaluation> evaluate(Workspace workspace, Kept kept) {
    return agents.known().flatMap(_ -> evaluations.of(request(workspace, kept)));
  }

  /** Where no evaluation is possible: all is unknown, for this reason. */
  Evaluation unknown(Workspace workspace, Kept kept, String reason) {
    return evaluations.unknown(request(workspace, kept), reason);
  }

  private EvaluationRequest request(Workspace workspace, Kept kept) {
    var agent = agents.find(kept.told().agentId());
    return new EvaluationRequest(
        agent.map(KnownAgent::model).orElse(null),
        kept.told().started().map(Started::language).orElse(null),
        agent.map(KnownAgent::criteria).orElse(List.of()),
        agent.map(KnownAgent::dataCollection).orElse(Map.of()),
        transcript(kept),
        variables(agent, kept),
        Optional.empty(),
        new Terms(
            workspace.id(),
            Terms.Use.BACKGROUND,
            agent.map(KnownAgent::zeroRetention).orElse(false)));
  }

  private static List<ObjectNode> transcript(Kept kept) {
    var turns = Json.MAPPER.<JsonNode>valueToTree(ConversationDetail.of(kept)).path("transcript");
    return StreamSupport.stream(turns.spliterator(), false).map(ObjectNode.class::cast).toList();
  }

  /**
   * As they were at the end: the agent's placeholders, the client's values, what tools have set.
   */
  private static Map<String, Object> variables(Optional<KnownAgent> agent, Kept kept) {
    Map<String, Object> variables =
        new LinkedHashMap<>(agent.map(KnownAgent::placeholders).orElse(Map.of()));
    kept.told().started().stream()
        .flatMap(started -> started.initiation().dynamicVariables().properties().stream())
        .filter(given -> !given.getValue().isNull())
        .forEach(
            given ->
                variables.put(
                    given.getKey(), Json.MAPPER.convertValue(given.getValue(), Object.class)));
    kept.told().transcript().stream()
        .flatMap(turn -> turn.toolResults().stream())
        .flatMap(result -> result.dynamicVariableUpdates().stream())
        .forEach(
            (VariableUpdate update) -> variables.put(update.variableName(), update.newValue()));
    return variables;
  }
}
