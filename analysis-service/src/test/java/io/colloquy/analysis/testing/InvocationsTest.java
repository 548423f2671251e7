package io.colloquy.analysis.testing;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.colloquy.analysis.agents.Agents;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackboneResource.class)
class InvocationsTest {

  private static final String INVOCATIONS = "/v1/convai/test-invocations";

  private final Api api = Api.ofItsOwn();
  private String agent;

  @Inject Agents agents;

  @BeforeEach
  void anAgentIsKnown() {
    agent = api.announcedAgent(agents);
  }

  @Test
  void aRunIsStoredAndSaysThatItWasNotExecuted() {
    var first = api.test("Return");
    var second = api.test("Refund");

    String id =
        run("""
                {"tests": [{"test_id": "%s"}, {"test_id": "%s", "workflow_node_id": "node_1"}]}
                """
                .formatted(first, second))
            .statusCode(200)
            .body("id", matchesPattern("suite_[a-z0-9]{28}"))
            .extract()
            .path("id");

    read(id)
        .statusCode(200)
        .body("agent_id", equalTo(agent))
        .body("created_at > 1700000000", equalTo(true))
        .body("test_runs.test_id", contains(first, second))
        .body("test_runs.test_name", contains("Return", "Refund"))
        .body("test_runs.workflow_node_id", contains(null, "node_1"))
        .body("test_runs.test_invocation_id", everyItem(equalTo(id)))
        .body("test_runs.agent_id", everyItem(equalTo(agent)))
        .body("test_runs.status", everyItem(equalTo("failed")))
        .body("test_runs.condition_result.result", everyItem(equalTo("unknown")))
        .body(
            "test_runs.condition_result.rationale.summary",
            everyItem(equalTo("The test was not executed.")))
        .body("test_runs[0].agent_responses", nullValue())
        .body("test_runs[0].metadata", nullValue());
  }

  @Test
  void runsAreListedByAgentAndPageByPage() {
    var other = api.announcedAgent(agents);
    var test = api.test("Return");
    var first = runOf(agent, List.of(test));
    var second = runOf(agent, List.of(test, api.test("Refund")));
    var ofOther = runOf(other, List.of(test));

    list(Map.of())
        .statusCode(200)
        .body("results.id", contains(ofOther, second, first))
        .body("has_more", equalTo(false));
    list(Map.of("agent_id", other)).body("results.id", contains(ofOther));
    list(Map.of("agent_id", agent))
        .body("results.id", contains(second, first))
        .body("results[0].title", equalTo("Return and 1 more"))
        .body("results[0].test_run_count", equalTo(2))
        .body("results[0].failed_count", equalTo(2))
        .body("results[0].passed_count", equalTo(0))
        .body("results[0].pending_count", equalTo(0))
        .body("results[0].cancelled_count", equalTo(0))
        .body("results[1].title", equalTo("Return"));
    String cursor = list(Map.of("page_size", 2)).extract().path("next_cursor");
    list(Map.of("page_size", 2, "cursor", cursor)).body("results.id", contains(first));
  }

  @Test
  void aRunOutlivesItsTest() {
    var test = api.test("Return");
    var id = runOf(agent, List.of(test));
    api.request().delete("/v1/convai/agent-testing/" + test).then().statusCode(200);

    read(id).statusCode(200).body("test_runs[0].test_name", equalTo("Return"));
  }

  @Test
  void aRunIsResubmittedOnAnotherAgent() {
    var other = api.announcedAgent(agents);
    var id = runOf(agent, List.of(api.test("Return"), api.test("Refund")));
    String run = read(id).extract().path("test_runs[1].test_run_id");

    resubmit(id, run, other).statusCode(200);

    read(id)
        .body("agent_id", equalTo(agent))
        .body("test_runs.agent_id", contains(agent, other))
        .body("test_runs[1].test_run_id", equalTo(run))
        .body("test_runs.status", everyItem(equalTo("failed")));
  }

  @Test
  void whatCannotBeResubmittedIsRefused() {
    var id = runOf(agent, List.of(api.test("Return")));
    String run = read(id).extract().path("test_runs[0].test_run_id");

    resubmit(id, "testrun_none", agent)
        .statusCode(404)
        .body("detail.status", equalTo("test_run_not_found"));
    resubmit("suite_none", run, agent)
        .statusCode(404)
        .body("detail.status", equalTo("test_invocation_not_found"));
    resubmit(id, run, "agent_none")
        .statusCode(404)
        .body("detail.status", equalTo("agent_not_found"));
    api.post(INVOCATIONS + "/" + id + "/resubmit", "{\"test_run_ids\": []}")
        .statusCode(422)
        .body("detail.loc", contains(List.of("body", "test_run_ids"), List.of("body", "agent_id")));
  }

  @Test
  void nothingIsLeftToCancel() {
    var id = runOf(agent, List.of(api.test("Return")));

    api.post(INVOCATIONS + "/" + id + "/cancel", "").statusCode(200);
    api.post(INVOCATIONS + "/suite_none/cancel", "").statusCode(404);
    read(id).body("test_runs[0].status", equalTo("failed"));
  }

  @Test
  void unknownTestsAndAgentsAreNotFound() {
    run("{\"tests\": [{\"test_id\": \"test_none\"}]}")
        .statusCode(404)
        .body("detail.status", equalTo("test_not_found"));
    api.post(
            "/v1/convai/agents/agent_none/run-tests",
            "{\"tests\": [{\"test_id\": \"" + api.test("Return") + "\"}]}")
        .statusCode(404)
        .body("detail.status", equalTo("agent_not_found"));
  }

  @Test
  void aRunNeedsOneToAHundredTests() {
    run("{\"tests\": []}")
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "tests")))
        .body("detail[0].type", equalTo("too_short"));
    run("{\"tests\": [" + "{\"test_id\": \"t\"},".repeat(100) + "{\"test_id\": \"t\"}]}")
        .statusCode(422)
        .body("detail[0].type", equalTo("too_long"));
    run("{\"tests\": [{}]}")
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "tests", 0, "test_id")));
  }

  @Test
  void anotherWorkspaceSeesNoneOfIt() {
    var test = api.test("Return");
    var id = runOf(agent, List.of(test));
    var stranger = Api.ofItsOwn();

    stranger.request().get(INVOCATIONS + "/" + id).then().statusCode(404);
    stranger.request().get(INVOCATIONS).then().body("results.size()", equalTo(0));
    stranger.post(INVOCATIONS + "/" + id + "/cancel", "").statusCode(404);
    stranger
        .post(
            "/v1/convai/agents/" + agent + "/run-tests",
            "{\"tests\": [{\"test_id\": \"" + test + "\"}]}")
        .statusCode(404)
        .body("detail.status", equalTo("agent_not_found"));
  }

  private ValidatableResponse run(String body) {
    return api.post("/v1/convai/agents/" + agent + "/run-tests", body);
  }

  private String runOf(String ofAgent, List<String> tests) {
    var wanted = tests.stream().map(id -> Map.of("test_id", id)).toList();
    return api.request()
        .body(Map.of("tests", wanted))
        .post("/v1/convai/agents/" + ofAgent + "/run-tests")
        .then()
        .statusCode(200)
        .extract()
        .path("id");
  }

  private ValidatableResponse resubmit(String id, String run, String onAgent) {
    return api.request()
        .body(Map.of("test_run_ids", List.of(run), "agent_id", onAgent))
        .post(INVOCATIONS + "/" + id + "/resubmit")
        .then();
  }

  private ValidatableResponse read(String id) {
    return api.request().get(INVOCATIONS + "/" + id).then();
  }

  private ValidatableResponse list(Map<String, ?> query) {
    return api.request().queryParams(query).get(INVOCATIONS).then();
  }
}
