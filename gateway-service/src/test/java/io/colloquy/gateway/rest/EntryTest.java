package io.colloquy.gateway.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.colloquy.gateway.StubServices;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@QuarkusTestResource(StubServices.class)
class EntryTest {

  @TestHTTPResource("/")
  URI gateway;

  @ParameterizedTest
  @CsvSource({
    "/v1/convai/agents, conversation",
    "/v1/convai/agents/create, conversation",
    "/v1/convai/agents/agent_1/widget, conversation",
    "/v1/convai/agents/agent_1/run-tests, analysis",
    "/v1/convai/agents/run-tests, conversation",
    "/v1/convai/agent/agent_1/knowledge-base/size, conversation",
    "/v1/convai/agent/agent_1/llm-usage/calculate, llm-cascade",
    "/v1/convai/llm-usage/calculate, llm-cascade",
    "/v1/convai/llm/list, llm-cascade",
    "/v1/convai/tools/tool_1/dependent-agents, conversation",
    "/v1/convai/knowledge-base/doc_1/chunk/c1, conversation",
    "/v1/convai/mcp-servers/m1/tool-approvals/t, conversation",
    "/v1/convai/secrets, conversation",
    "/v1/convai/settings, conversation",
    "/v1/convai/settings/dashboard, conversation",
    "/v1/workspace/auth-connections/a1, conversation",
    "/v1/workspace/webhooks/w1, analysis",
    "/oauth/start, conversation",
    "/v1/convai/agent-testing/create, analysis",
    "/v1/convai/test-invocations/i1/resubmit, analysis",
    "/v1/convai/phone-numbers, telephony",
    "/v1/convai/v2/phone-numbers, telephony",
    "/v1/convai/batch-calling/workspace, telephony",
    "/v1/convai/sip-trunk/outbound-call, telephony",
    "/v1/convai/twilio/outbound-call, telephony",
    "/v1/voices, tts",
    "/v1/voices/slt, tts",
    "/v2/voices, tts",
    "/v1/pronunciation-dictionaries/add-from-file, tts",
    "/v1/convai/conversations, analysis",
    "/v1/convai/conversations/conv_1/audio, analysis"
  })
  void passesACallToTheServiceThatOwnsItsPath(String path, String service) {
    authorized()
        .get(path + "?page_size=2&search=a%20b")
        .then()
        .statusCode(200)
        .body("service", equalTo(service))
        .body("method", equalTo("GET"))
        .body("uri", equalTo(path + "?page_size=2&search=a%20b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/oauth/start?state=s", "/oauth/callback?state=s&code=c"})
  void aBrowserOpensThePagesOfAnAuthorizationWithoutAKey(String path) {
    given().get(path).then().statusCode(200).body("service", equalTo("conversation"));
  }

  @Test
  void nothingElseOfAnAuthorizationIsOpen() {
    given().get("/oauth/other").then().statusCode(401);
  }

  @Test
  void takesTheKeyAsBearerTokenToo() {
    given()
        .header("Authorization", "Bearer " + StubServices.API_KEY)
        .get("/v1/convai/agents")
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "key-of-the-tests-0123456789abcdeX"})
  void refusesACallWithoutAValidKey(String key) {
    given()
        .header("xi-api-key", key)
        .get("/v1/convai/agents")
        .then()
        .statusCode(401)
        .contentType("application/json")
        .header("Access-Control-Allow-Origin", "*")
        .body("detail.status", equalTo("invalid_api_key"))
        .body("detail.message", not(nullValue()));
  }

  @Test
  void refusesACallWithoutAnyKey() {
    given().get("/v1/convai/nowhere").then().statusCode(401);
  }

  @Test
  void neverShowsAKeyToAServiceBehind() {
    authorized()
        .header("Authorization", "Bearer other")
        .header("Connection", "keep-alive, X-Secret-Hop")
        .header("X-Secret-Hop", "1")
        .header("X-Custom", "kept")
        .header("X-Colloquy-Workspace", "somebody-else")
        .header("X-Forwarded-Host", "evil.example.com")
        .get("/v1/convai/agents")
        .then()
        .statusCode(200)
        .body("headers.x-forwarded-host", startsWith("localhost:"))
        .body("headers.x-forwarded-proto", equalTo("http"))
        .body("headers.x-colloquy-workspace", equalTo("default"))
        .body("headers", not(hasKey("xi-api-key")))
        .body("headers", not(hasKey("authorization")))
        .body("headers", not(hasKey("x-secret-hop")))
        .body("headers.x-custom", equalTo("kept"));
  }

  @Test
  void namesEachRequestForBothSides() {
    authorized()
        .header("X-Request-Id", "trace-7")
        .get("/v1/convai/agents")
        .then()
        .header("X-Request-Id", "trace-7")
        .body("headers.x-request-id", equalTo("trace-7"));
    authorized()
        .header("X-Request-Id", "has spaces & more")
        .get("/v1/convai/agents")
        .then()
        .header("X-Request-Id", matchesPattern("req_[a-z0-9]+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void passesABodyOn(String method) {
    authorized()
        .contentType("application/json")
        .body("{\"name\":\"Ada\"}")
        .request(method, "/v1/convai/agents/create")
        .then()
        .statusCode(200)
        .body("method", equalTo(method))
        .body("body", equalTo("{\"name\":\"Ada\"}"))
        .body("headers.content-type", equalTo("application/json"));
  }

  @Test
  void passesABodyOfUnknownLengthOn() throws Exception {
    var answer = post(new byte[700_000]);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"length\":700000");
  }

  @Test
  void refusesABodyThatIsTooLargeWhetherItSaysSoOrNot() throws Exception {
    authorized()
        .body(new byte[1024 * 1024 + 1])
        .post("/v1/convai/agents/create")
        .then()
        .statusCode(413)
        .body("detail.status", equalTo("request_too_large"));

    var answer = post(new byte[3 * 1024 * 1024]);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("request_too_large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/xml", "application/octet-stream", "text/plain"})
  void refusesAMediaTypeThatNobodyReads(String type) {
    authorized()
        .header("Content-Type", type)
        .body("{}".getBytes(StandardCharsets.UTF_8))
        .post("/v1/convai/agents/create")
        .then()
        .statusCode(415)
        .body("detail.status", equalTo("unsupported_media_type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json; charset=utf-8", "application/merge-patch+json"})
  void takesJsonByWhateverNameItHas(String type) {
    authorized()
        .header("Content-Type", type)
        .body("{}".getBytes(StandardCharsets.UTF_8))
        .post("/v1/convai/agents/create")
        .then()
        .statusCode(200);
  }

  @Test
  void takesALargerBodyForTheKnowledgeBase() {
    authorized()
        .contentType("multipart/form-data; boundary=x")
        .body(new byte[1024 * 1024 + 1])
        .post("/v1/convai/knowledge-base/file")
        .then()
        .statusCode(200)
        .body("length", equalTo(1024 * 1024 + 1));
    authorized()
        .body(new byte[2 * 1024 * 1024 + 1])
        .post("/v1/convai/knowledge-base/file")
        .then()
        .statusCode(413);
  }

  @Test
  void givesTheAnswerBackAsItIs() {
    authorized()
        .get("/v1/convai/agents/teapot")
        .then()
        .statusCode(418)
        .header("Access-Control-Allow-Origin", "*")
        .header("Keep-Alive", nullValue())
        .body("detail", equalTo("short and stout"));
  }

  @Test
  void passesAStreamOnWhileItStillRuns() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              request("/v1/convai/agents/streams").build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        var first = new byte["data: first\n\n".length()];
        assertThat(body.readNBytes(first, 0, first.length)).isEqualTo(first.length);
        assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo("data: first\n\n");
      }
      client.shutdownNow();
    }
  }

  @Test
  void passesPartsOfAFileOn() {
    var path = "/v1/convai/conversations/conv_sound/audio";
    var part = authorized().header("Range", "bytes=2-5").get(path);
    part.then()
        .statusCode(206)
        .contentType("audio/mpeg")
        .header("Content-Length", "4")
        .header("Content-Range", "bytes 2-5/1000")
        .header("Accept-Ranges", "bytes");
    assertThat(part.asString()).isEqualTo("2345");
    authorized()
        .header("Range", "bytes=5000-")
        .get(path)
        .then()
        .statusCode(416)
        .header("Content-Range", "bytes */1000");
    authorized().head(path).then().statusCode(200).header("Content-Length", "1000");
  }

  @Test
  void saysWhenAServiceBehindBreaksOff() {
    authorized()
        .get("/v1/convai/agents/breaks")
        .then()
        .statusCode(502)
        .body("detail.status", equalTo("upstream_unreachable"));
  }

  @Test
  void saysWhenAServiceBehindDoesNotAnswerInTime() {
    authorized()
        .get("/v1/convai/agents/sleeps")
        .then()
        .statusCode(504)
        .body("detail.status", equalTo("upstream_timeout"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/console",
        "/v1/nowhere",
        "/v2/nowhere",
        "/v1/convai",
        "/v1/convai/agentX/agent_1/llm-usage",
        "/v1/convai/agentsX",
        "/v1/convai/agents/../../../etc",
        "/v1/convai/agents/%2e%2e/nowhere"
      })
  void knowsNothingElse(String path) {
    authorized().get(path).then().statusCode(404).body("detail.status", equalTo("not_found"));
  }

  @Test
  void showsEverybodyItsOwnDocument() {
    given()
        .get("/openapi.json")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .header("Access-Control-Allow-Origin", "*")
        .body("openapi", matchesPattern("3\\.1\\..*"))
        .body("paths", hasKey("/v1/convai/agents/create"));
    authorized().post("/openapi.json").then().statusCode(404);
  }

  @Test
  void saysThatTheConversationIsAWebSocket() {
    given()
        .get("/v1/convai/conversation?agent_id=a")
        .then()
        .statusCode(426)
        .body("detail.status", equalTo("upgrade_required"));
  }

  @Test
  void letsPagesOfAnyOriginCall() {
    given()
        .header("Origin", "https://example.com")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "content-type, x-fern-language")
        .options("/v1/convai/conversations/conv_1/feedback")
        .then()
        .statusCode(204)
        .header("Access-Control-Allow-Origin", "*")
        .header("Access-Control-Allow-Methods", matchesPattern(".*POST.*"))
        .header("Access-Control-Allow-Headers", "content-type, x-fern-language");
  }

  private static RequestSpecification authorized() {
    return given().urlEncodingEnabled(false).header("xi-api-key", StubServices.API_KEY);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.resolve(path))
        .version(HttpClient.Version.HTTP_1_1)
        .header("xi-api-key", StubServices.API_KEY);
  }

  /** Chunked, without a content length. */
  private HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          request("/v1/convai/agents/create")
              .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
