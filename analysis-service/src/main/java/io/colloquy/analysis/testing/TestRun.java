package io.colloquy.analysis.testing;

import com.fasterxml.jackson.annotation.JsonValue;
import io.colloquy.contracts.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One test of an invocation, and what came of it; as it is stored and as clients see it.
 *
 * <pre>
 *   (asked for) ──▶ FAILED, condition_result unknown: it was not executed
 * </pre>
 *
 * <p>Nothing executes tests yet. {@code pending} would keep whoever polls waiting for ever, and
 * {@code passed} would be a lie; so each run ends at once as failed, with the reason in the place
 * where a judge would give it.
 *
 * @param workflowNodeId of the agent's workflow, where the test is to start
 */
record TestRun(
    String testRunId,
    String testInvocationId,
    String agentId,
    Optional<String> workflowNodeId,
    Status status,
    Optional<List<String>> agentResponses,
    String testId,
    String testName,
    Optional<ConditionResult> conditionResult,
    long lastUpdatedAtUnix,
    Optional<String> metadata) {

  private static final ConditionResult NOT_EXECUTED =
      new ConditionResult(
          "unknown",
          Optional.of(
              new Rationale(
                  List.of("This installation does not execute tests yet."),
                  "The test was not executed.")));

  /** How a run stands; the documented states that there are here. */
  enum Status {
    FAILED;

    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record ConditionResult(String result, Optional<Rationale> rationale) {}

  record Rationale(List<String> messages, String summary) {}

  static TestRun of(
      String invocationId,
      String agentId,
      Optional<String> workflowNodeId,
      AgentTest test,
      Instant now) {
    return new TestRun(
        Ids.random("testrun_"),
        invocationId,
        agentId,
        workflowNodeId,
        Status.FAILED,
        Optional.empty(),
        test.id(),
        test.name(),
        Optional.of(NOT_EXECUTED),
        now.getEpochSecond(),
        Optional.empty());
  }

  /** The same asked for again, perhaps of another agent. */
  TestRun again(String agentId, Instant now) {
    return new TestRun(
        testRunId,
        testInvocationId,
        agentId,
        workflowNodeId,
        Status.FAILED,
        Optional.empty(),
        testId,
        testName,
        Optional.of(NOT_EXECUTED),
        now.getEpochSecond(),
        Optional.empty());
  }
}
