package io.colloquy.analysis.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tests that were run together on one agent, as stored.
 *
 * @param request the body that asked for it
 */
record Invocation(String agentId, List<TestRun> testRuns, ObjectNode request) {

  private static final int LONGEST_TITLE = 200;

  static Invocation read(ObjectNode stored) {
    return Json.read(Json.text(stored), Invocation.class);
  }

  ObjectNode document() {
    return Json.MAPPER.valueToTree(this);
  }

  /** What a list calls it: its first test, and how many there are beside it. */
  String title() {
    var first = testRuns.getFirst().testName();
    var name = first.substring(0, Math.min(first.length(), LONGEST_TITLE));
    return testRuns.size() == 1 ? name : name + " and %d more".formatted(testRuns.size() - 1);
  }

  /**
   * Runs some of its tests again.
   *
   * @throws Refusal (404) if one of them is not among its runs
   */
  Invocation again(Set<String> runIds, String agentId, Instant now) {
    var known = testRuns.stream().map(TestRun::testRunId).collect(Collectors.toSet());
    for (var id : runIds) {
      if (!known.contains(id)) {
        throw Refusal.notFound("test_run", id);
      }
    }
    List<TestRun> runs = new ArrayList<>();
    for (var run : testRuns) {
      runs.add(runIds.contains(run.testRunId()) ? run.again(agentId, now) : run);
    }
    return new Invocation(this.agentId, runs, request);
  }
}
