package io.colloquy.analysis.testing;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.colloquy.analysis.Publisher;
import io.colloquy.analysis.agents.Agents;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Topics;
import io.colloquy.rest.Workspace;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;

/** The interface as a client of one workspace sees it. */
record Api(String workspace) {

  private static final String TESTS = "/v1/convai/agent-testing";

  /** Of a workspace that nobody else has. */
  static Api ofItsOwn() {
    return new Api(Ids.random("ws_"));
  }

  RequestSpecification request() {
    return given().header(Workspace.HEADER, workspace).contentType(ContentType.JSON);
  }

  ValidatableResponse post(String path, String body) {
    return request().body(body).post(path).then();
  }

  ValidatableResponse createTest(String body) {
    return post(TESTS + "/create", body);
  }

  /** A scenario test of this name; tells its id. */
  String test(String name) {
    return createTest(scenario(name, "")).statusCode(200).extract().path("id");
  }

  String testIn(String folder, String name) {
    return createTest(scenario(name, "\"parent_folder_id\": \"" + folder + "\","))
        .statusCode(200)
        .extract()
        .path("id");
  }

  String folder(String name) {
    return post(TESTS + "/folders", "{\"name\": \"" + name + "\"}")
        .statusCode(200)
        .extract()
        .path("id");
  }

  String folderIn(String parent, String name) {
    return post(
            TESTS + "/folders",
            "{\"name\": \"%s\", \"parent_folder_id\": \"%s\"}".formatted(name, parent))
        .statusCode(200)
        .extract()
        .path("id");
  }

  ValidatableResponse readTest(String id) {
    return request().get(TESTS + "/" + id).then();
  }

  ValidatableResponse list(Map<String, ?> query) {
    return request().queryParams(query).get(TESTS).then();
  }

  /** An agent of this workspace, as its owner announces it; tells its id. */
  String announcedAgent(Agents agents) {
    var id = Ids.agent();
    try (var publisher = new Publisher()) {
      publisher.publish(
          Topics.AGENTS,
          id,
          Map.of(Workspace.HEADER, workspace),
          "{\"agent_id\": \"%s\", \"name\": \"Ada\"}".formatted(id));
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> agents.ownerOf(id).isPresent());
    return id;
  }

  /**
   * @param more members, each with a comma behind it
   */
  static String scenario(String name, String more) {
    return """
    {%s
     "name": "%s",
     "chat_history": [{"role": "user", "message": "Can I return it?", "time_in_call_secs": 1}],
     "success_condition": "The agent names the period of return.",
     "success_examples": [{"response": "Within 30 days.", "type": "success"}],
     "failure_examples": []}
    """
        .formatted(more, name);
  }
}
