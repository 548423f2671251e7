package io.colloquy.conversation.agents;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

/** The REST interface as a test drives it. */
final class AgentsApi {

  static Response create(String body) {
    return given().contentType(ContentType.JSON).body(body).post("/v1/convai/agents/create");
  }

  /** The id of a new agent. */
  static String created(String body) {
    return create(body).then().statusCode(200).extract().path("agent_id");
  }

  static Response get(String agentId) {
    return given().get("/v1/convai/agents/{id}", agentId);
  }

  static ObjectNode read(String agentId) {
    return json(get(agentId).then().statusCode(200).extract().response());
  }

  static Response patch(String agentId, String body) {
    return given()
        .contentType(ContentType.JSON)
        .body(body)
        .patch("/v1/convai/agents/{id}", agentId);
  }

  static ObjectNode patched(String agentId, String body) {
    return json(patch(agentId, body).then().statusCode(200).extract().response());
  }

  static Response delete(String agentId) {
    return given().delete("/v1/convai/agents/{id}", agentId);
  }

  static ObjectNode json(Response response) {
    return json(response.asString());
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  /** The way to each flaw of a 422, like {@code body.conversation_config.turn.turn_timeout}. */
  static List<String> flawsOf(Response response) {
    return StreamSupport.stream(json(response).path("detail").spliterator(), false)
        .map(flaw -> join(flaw.path("loc")))
        .toList();
  }

  private static String join(JsonNode loc) {
    return String.join(
        ".", StreamSupport.stream(loc.spliterator(), false).map(JsonNode::asText).toList());
  }

  static String resource(String name) {
    try (var file = AgentsApi.class.getResourceAsStream("/agents/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AgentsApi() {}
}
