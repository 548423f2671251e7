package io.colloquy.gateway.socket;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.colloquy.gateway.StubServices;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages in a browser may do, which have no key. */
@QuarkusTest
class PagesTest extends SocketTest {

  private static final String WORKSPACE = "headers.x-colloquy-workspace";

  @Test
  void aPageGetsTheWidgetOfAnOpenAgent() {
    widget(FakeOwner.TALKING, "https://any.example")
        .statusCode(200)
        .header("Access-Control-Allow-Origin", "*")
        .body("service", equalTo("conversation"))
        .body(WORKSPACE, equalTo("default"));
    widget(FakeOwner.OF_OTHERS, "https://any.example")
        .statusCode(200)
        .body(WORKSPACE, equalTo(FakeOwner.OTHER_WORKSPACE));
  }

  @Test
  void theWidgetOfAPrivateAgentNeedsASignature() {
    widget(FakeOwner.PRIVATE, "https://any.example")
        .statusCode(401)
        .body("detail.status", equalTo("agent_requires_authorization"));
    String url =
        given()
            .header("xi-api-key", StubServices.API_KEY)
            .get("/v1/convai/conversation/get-signed-url?agent_id=" + FakeOwner.PRIVATE)
            .path("signed_url");
    widget(FakeOwner.PRIVATE + "/widget?" + URI.create(url).getQuery()).statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({"https://example.com, 200", "https://a.example.com, 403", "http://evil.net, 403"})
  void theWidgetIsForPagesOnTheAllowlist(String origin, int code) {
    widget(FakeOwner.LISTED, origin).statusCode(code);
  }

  @Test
  void thereIsNoWidgetOfNoAgent() {
    widget("agent_nobody", "https://any.example")
        .statusCode(404)
        .body("detail.status", equalTo("agent_not_found"));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/convai/conversations/conv_1/feedback, analysis",
    "POST, /v1/convai/conversations/conv_1/files, conversation",
    "DELETE, /v1/convai/conversations/conv_1/files/file_1, conversation"
  })
  void whoKnowsAConversationMayAddToIt(String method, String path, String service) {
    given()
        .contentType("application/json")
        .body("{\"feedback\":\"like\"}")
        .request(method, path)
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", "*")
        .body("service", equalTo(service))
        .body(WORKSPACE, equalTo("default"));
  }

  @Test
  void feedbackGoesToTheWorkspaceInWhichTheConversationWasHeld() throws IOException {
    try (var socket = open(FakeOwner.OF_OTHERS)) {
      var path = "/v1/convai/conversations/" + socket.begin() + "/feedback";
      await()
          .atMost(30, SECONDS)
          .untilAsserted(
              () -> given().post(path).then().body(WORKSPACE, equalTo(FakeOwner.OTHER_WORKSPACE)));
    }
  }

  @Test
  void aKeyThatComesAlongDecides() {
    given()
        .header("xi-api-key", StubServices.API_KEY)
        .get("/v1/convai/agents/agent_of_others/widget")
        .then()
        .statusCode(200)
        .body(WORKSPACE, equalTo("default"));
    given()
        .header("xi-api-key", "wrong")
        .get("/v1/convai/agents/agent_talking/widget")
        .then()
        .statusCode(401);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/convai/agents/agent_talking",
    "POST, /v1/convai/agents/agent_talking/widget",
    "GET, /v1/convai/agents/agent_talking/link",
    "POST, /v1/convai/agents/agent_talking/avatar",
    "GET, /v1/convai/conversations/conv_1",
    "GET, /v1/convai/conversations/conv_1/feedback",
    "GET, /v1/convai/conversations/conv_1/audio",
    "DELETE, /v1/convai/conversations/conv_1",
    "GET, /v1/convai/settings",
    "GET, /v1/voices"
  })
  void allElseIsClosedWithoutAKey(String method, String path) {
    given().request(method, path).then().statusCode(401);
  }

  @Test
  void aPageMayAskBeforehand() {
    given()
        .header("Origin", "https://any.example")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "content-type")
        .options("/v1/convai/conversations/conv_1/feedback")
        .then()
        .statusCode(204)
        .header("Access-Control-Allow-Origin", "*")
        .header("Access-Control-Allow-Methods", containsString("POST"))
        .header("Access-Control-Allow-Headers", "content-type");
  }

  private static ValidatableResponse widget(String agent, String origin) {
    return given().header("Origin", origin).get("/v1/convai/agents/" + agent + "/widget").then();
  }

  private static ValidatableResponse widget(String rest) {
    return given().get("/v1/convai/agents/" + rest).then();
  }
}
