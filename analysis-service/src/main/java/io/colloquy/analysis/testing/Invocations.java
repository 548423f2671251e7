package io.colloquy.analysis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.analysis.agents.Agents;
import io.colloquy.contracts.Ids;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.shelf.ListRequest;
import io.colloquy.rest.shelf.Page;
import io.colloquy.rest.shelf.Shelf;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tests that were run on agents. Every method is to be called on a Vert.x context, and fails with a
 * {@link Refusal} (404) where what it is about is not there.
 */
@ApplicationScoped
public class Invocations {

  private final Agents agents;
  private final AgentTests tests;
  private final Clock clock;
  private final Shelf shelf;

  /** One invocation and where it is found. */
  record Held(String id, Instant createdAt, Invocation invocation) {
    static Held of(Shelf.Entry entry) {
      return new Held(entry.id(), entry.createdAt(), Invocation.read(entry.body()));
    }
  }

  Invocations(Agents agents, AgentTests tests, Clock clock) {
    this.agents = agents;
    this.tests = tests;
    this.clock = clock;
    this.shelf = new Shelf("test_invocation", Invocations::label, clock);
  }

  /** Its type is its agent, by which a list can be narrowed. */
  private static Shelf.Label label(ObjectNode document) {
    var invocation = Invocation.read(document);
    return Shelf.Label.of(invocation.title(), invocation.agentId());
  }

  Uni<Held> run(Workspace workspace, String agentId, ObjectNode request) {
    var ids = new LinkedHashSet<String>();
    request.path("tests").forEach(test -> ids.add(test.path("test_id").textValue()));
    var id = Ids.random("suite_");
    return agents
        .require(workspace, agentId)
        .chain(() -> tests.find(workspace, ids))
        .map(found -> byId(found))
        .map(found -> new Invocation(agentId, runs(id, agentId, request, found), request))
        .chain(invocation -> shelf.create(workspace, id, invocation.document()))
        .map(Held::of);
  }

  private static Map<String, AgentTest> byId(List<AgentTest> tests) {
    return tests.stream().collect(Collectors.toMap(AgentTest::id, Function.identity()));
  }

  private List<TestRun> runs(
      String id, String agentId, ObjectNode request, Map<String, AgentTest> tests) {
    var now = clock.instant();
    List<TestRun> runs = new ArrayList<>();
    for (var wanted : request.path("tests")) {
      var testId = wanted.path("test_id").textValue();
      var test =
          Optional.ofNullable(tests.get(testId))
              .orElseThrow(() -> Refusal.notFound("test", testId));
      runs.add(TestRun.of(id, agentId, text(wanted, "workflow_node_id"), test, now));
    }
    return runs;
  }

  private static Optional<String> text(JsonNode object, String member) {
    return Optional.ofNullable(object.path(member).textValue());
  }

  /**
   * Runs tests of an invocation again.
   *
   * @param request which, and on which agent
   */
  Uni<Held> again(Workspace workspace, String id, ObjectNode request) {
    var agentId = request.path("agent_id").textValue();
    var runIds = new LinkedHashSet<String>();
    request.path("test_run_ids").forEach(run -> runIds.add(run.textValue()));
    return agents
        .require(workspace, agentId)
        .chain(
            () ->
                shelf.change(
                    workspace,
                    id,
                    document ->
                        Invocation.read(document)
                            .again(runIds, agentId, clock.instant())
                            .document()))
        .map(Held::of);
  }

  Uni<Held> get(Workspace workspace, String id) {
    return shelf.get(workspace, id).map(Held::of);
  }

  Uni<Page> list(Workspace workspace, ListRequest request) {
    return shelf.list(workspace, request);
  }
}
