package io.colloquy.telephony;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.Workspace;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;

/** The REST interface as a test drives it, in a workspace of its own. */
public record Api(String workspace) {

  /** An interface onto a new, empty workspace. */
  public static Api fresh() {
    return new Api(Ids.random("workspace_"));
  }

  public Response post(String path, String body) {
    return request().body(body).post(path);
  }

  /** The answer to a post, which must be a 200. */
  public JsonNode posted(String path, String body) {
    return json(post(path, body).then().statusCode(200).extract().response());
  }

  public Response patch(String path, String body) {
    return request().body(body).patch(path);
  }

  public Response get(String path) {
    return request().get(path);
  }

  public JsonNode read(String path) {
    return json(get(path).then().statusCode(200).extract().response());
  }

  public Response delete(String path) {
    return request().delete(path);
  }

  private RequestSpecification request() {
    return given().contentType(ContentType.JSON).header(Workspace.HEADER, workspace);
  }

  public static JsonNode json(Response response) {
    return Json.read(response.asString(), JsonNode.class);
  }

  /** The way to each flaw of a 422, like {@code body.outbound_trunk_config.address}. */
  public static List<String> flawsOf(Response response) {
    return StreamSupport.stream(json(response).path("detail").spliterator(), false)
        .map(flaw -> join(flaw.path("loc")))
        .toList();
  }

  private static String join(JsonNode loc) {
    return String.join(
        ".", StreamSupport.stream(loc.spliterator(), false).map(JsonNode::asText).toList());
  }

  /** Lets an agent be known in this workspace, as its owner does; the id. */
  public String agent(String name) {
    var id = Ids.agent();
    var agent = Map.of("agent_id", id, "name", name);
    announce(id, new Packet(Map.of(Workspace.HEADER, workspace), Json.bytes(agent)));
    return id;
  }

  private static void announce(String id, Packet packet) {
    var kafka = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    try (var sender = Sender.durable(kafka)) {
      sender.send(Topics.AGENTS, id, packet).toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the agent could not be announced", e);
    }
  }
}
