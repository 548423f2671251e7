package io.colloquy.conversation;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Workspace;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The REST interface as a test drives it, from within one workspace. */
public record Rest(String workspace) {

  /** A workspace in which nothing is yet. */
  public static Rest inNewWorkspace() {
    return new Rest(Ids.random("workspace_"));
  }

  public static Rest inDefaultWorkspace() {
    return new Rest(Workspace.DEFAULT);
  }

  private RequestSpecification request() {
    return given().header(Workspace.HEADER, workspace).urlEncodingEnabled(false);
  }

  public Response get(String path) {
    return request().get(path);
  }

  public Response delete(String path) {
    return request().delete(path);
  }

  public Response post(String path, String body) {
    return request().contentType(ContentType.JSON).body(body).post(path);
  }

  public Response put(String path, String body) {
    return request().contentType(ContentType.JSON).body(body).put(path);
  }

  public Response patch(String path, String body) {
    return request().contentType(ContentType.JSON).body(body).patch(path);
  }

  /** The body of an answer, which must be 200. */
  public static ObjectNode done(Response response) {
    return json(response.then().statusCode(200).extract().asString());
  }

  public static ObjectNode json(String text) {
    return Json.read(text, ObjectNode.class);
  }

  /** What an error says of itself. */
  public static String status(Response response) {
    return json(response.asString()).at("/detail/status").asText();
  }

  /** The way to each flaw of a 422, like {@code body.tool_config.name}, and its type. */
  public static List<String> flaws(Response response) {
    response.then().statusCode(422);
    return stream(json(response.asString()).path("detail"))
        .map(flaw -> way(flaw.path("loc")) + " " + flaw.path("type").asText())
        .toList();
  }

  private static String way(JsonNode loc) {
    return String.join(".", stream(loc).map(JsonNode::asText).toList());
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** A file of the test's resources. */
  public static String resource(String path) {
    try (var file = Rest.class.getResourceAsStream(path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
