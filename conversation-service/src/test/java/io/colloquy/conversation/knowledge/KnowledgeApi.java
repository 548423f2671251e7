package io.colloquy.conversation.knowledge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.schema.Check;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** The REST interface as a test drives it, in a workspace of its own. */
final class KnowledgeApi {

  static final String BASE = "/v1/convai/knowledge-base";
  static final String MODEL = "e5_mistral_7b_instruct";

  final String workspace = Ids.random("ws_");

  RequestSpecification request() {
    return given().header("x-colloquy-workspace", workspace);
  }

  Response post(String path, Object body) {
    return request().contentType(ContentType.JSON).body(Json.text(body)).post(BASE + path);
  }

  Response patch(String id, Object body) {
    return request().contentType(ContentType.JSON).body(Json.text(body)).patch(BASE + "/" + id);
  }

  Response get(String path) {
    return request().get(BASE + path);
  }

  Response delete(String path) {
    return request().delete(BASE + path);
  }

  Response upload(byte[] bytes, String filename) {
    return request().multiPart("file", filename, bytes).post(BASE + "/file");
  }

  /** The same for a large file, which REST Assured would hold in memory several times. */
  HttpResponse<byte[]> upload(Path file, String filename) throws IOException, InterruptedException {
    var head =
        "--border\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            .formatted(filename);
    var request =
        HttpRequest.newBuilder(
                URI.create(RestAssured.baseURI + ":" + RestAssured.port + BASE + "/file"))
            .header("x-colloquy-workspace", workspace)
            .header("content-type", "multipart/form-data; boundary=border")
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(head),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--border--\r\n")))
            .build();
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, BodyHandlers.ofByteArray());
    }
  }

  /** The id of a new text. */
  String text(String name, String text) {
    return id(post("/text", Map.of("name", name, "text", text)));
  }

  String text(String name, String text, String folderId) {
    return id(post("/text", Map.of("name", name, "text", text, "parent_folder_id", folderId)));
  }

  String folder(String name) {
    return id(post("/folder", Map.of("name", name)));
  }

  String folder(String name, String folderId) {
    return id(post("/folder", Map.of("name", name, "parent_folder_id", folderId)));
  }

  static String id(Response response) {
    return response.then().statusCode(200).extract().path("id");
  }

  /** The id of a new agent of the workspace that knows these documents. */
  String agent(String... documentIds) {
    var known =
        List.of(documentIds).stream()
            .map(id -> Map.of("type", "text", "name", "known", "id", id))
            .toList();
    var body =
        Map.of(
            "conversation_config",
            Map.of("agent", Map.of("prompt", Map.of("knowledge_base", known))));
    return createdAgent(Json.text(body));
  }

  /** The id of a new agent of the workspace. */
  String createdAgent(String body) {
    return request()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/convai/agents/create")
        .then()
        .statusCode(200)
        .extract()
        .path("agent_id");
  }

  JsonNode readAgent(String agentId) {
    return json(request().get("/v1/convai/agents/{id}", agentId));
  }

  /** Waits until an index of a new document is as far as it comes. */
  JsonNode indexed(String documentId) {
    post("/" + documentId + "/rag-index", Map.of("model", MODEL)).then().statusCode(200);
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> json(get("/" + documentId + "/rag-index")).path("indexes").path(0),
            index -> !List.of("created", "processing").contains(index.path("status").textValue()));
  }

  /** The body of an answer that is as the document promises. */
  static JsonNode fitting(String operationId, Response response) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    var body = json(response);
    var schema = ApiDocument.get().operation(operationId).answers().get(200).orElseThrow();
    assertThat(Check.flaws(schema, body, List.of())).as(response.asString()).isEmpty();
    return body;
  }

  static JsonNode json(Response response) {
    return Json.read(response.asByteArray(), JsonNode.class);
  }

  static List<String> texts(JsonNode list, String member) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> item.path(member).asText())
        .toList();
  }

  /** That a request is refused, and where. */
  static void refused(Response response, Object... loc) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(422);
    assertThat(json(response).at("/detail/0/loc")).isEqualTo(Json.MAPPER.valueToTree(List.of(loc)));
  }

  static void refused(Response response, int statusCode, String status) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(statusCode);
    assertThat(json(response).at("/detail/status").textValue()).isEqualTo(status);
  }
}
