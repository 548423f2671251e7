package io.colloquy.gateway.socket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.gateway.StubServices;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SignedUrlTest extends SocketTest {

  private static final String SIGN = "/v1/convai/conversation/get-signed-url?agent_id=";
  private static final String TOKEN = "/v1/convai/conversation/token?agent_id=";
  private static final RawSocket.Closed REFUSED =
      new RawSocket.Closed(3000, "the signed URL is not valid, has expired or was used already");

  @Test
  void aSignedUrlOpensAPrivateAgentWithoutAKey() throws IOException {
    var url = sign(FakeOwner.PRIVATE);
    assertThat(url.getScheme()).isEqualTo("ws");
    assertThat(url.getAuthority()).isEqualTo(gateway.getAuthority());
    assertThat(url.getQuery()).startsWith("agent_id=agent_private&conversation_signature=");
    try (var socket = openWith("?" + url.getQuery() + "&source=js_sdk&version=1.25.0")) {
      var opened = owner.awaitInput(socket.begin(), EdgeInput.Opened.class);
      assertThat(opened.authorizationMethod()).isEqualTo("signed_url");
      assertThat(opened.source()).contains("js_sdk");
    }
  }

  @Test
  void oneSignedUrlServesSeveralUsersAtOnce() throws IOException {
    var query = "?" + sign(FakeOwner.PRIVATE).getQuery();
    try (var one = openWith(query);
        var other = openWith(query)) {
      assertThat(one.begin()).isNotEqualTo(other.begin());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "1", "True"})
  void aSignedUrlWithAConversationIdServesOnceAndTheConversationHasThatId(String yes)
      throws IOException {
    var answer =
        operator()
            .get(SIGN + FakeOwner.PRIVATE + "&include_conversation_id=" + yes)
            .then()
            .statusCode(200)
            .extract();
    String conversationId = answer.path("conversation_id");
    var query = "?" + URI.create(answer.path("signed_url")).getQuery();
    assertThat(query).contains("conversation_id=" + conversationId);
    try (var socket = openWith(query)) {
      assertThat(socket.begin()).isEqualTo(conversationId).startsWith("conv_");
    }
    try (var again = openWith(query)) {
      assertThat(again.awaitClose()).isEqualTo(REFUSED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "agent_nobody, 404, agent_not_found",
    "agent_of_others, 404, agent_not_found",
  })
  void nobodySignsForAnAgentThatTheKeyDoesNotFind(String agent, int code, String status) {
    operator().get(SIGN + agent).then().statusCode(code).body("detail.status", equalTo(status));
    operator().get(TOKEN + agent).then().statusCode(code).body("detail.status", equalTo(status));
  }

  @Test
  void onlyPagesOnTheAllowlistGetASignedUrl() {
    operator()
        .header("Origin", "https://evil.net")
        .get(SIGN + FakeOwner.LISTED)
        .then()
        .statusCode(403);
    operator()
        .header("Origin", "https://example.com")
        .get(SIGN + FakeOwner.LISTED)
        .then()
        .statusCode(200);
    operator().get(SIGN + FakeOwner.LISTED).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get-signed-url", "get-signed-url?agent_id=", "token"})
  void anAgentMustBeNamed(String call) {
    operator()
        .get("/v1/convai/conversation/" + call)
        .then()
        .statusCode(422)
        .body("detail[0].loc", contains("query", "agent_id"))
        .body("detail[0].type", equalTo("missing"));
  }

  @Test
  void aWishIsYesOrNo() {
    operator()
        .get(SIGN + FakeOwner.TALKING + "&include_conversation_id=perhaps")
        .then()
        .statusCode(422)
        .body("detail[0].loc", contains("query", "include_conversation_id"))
        .body("detail[0].type", equalTo("bool_parsing"));
  }

  @Test
  void aSignedUrlNeedsAKeyEvenForAnOpenAgent() {
    given().get(SIGN + FakeOwner.TALKING).then().statusCode(401);
    operator()
        .get("/v1/convai/conversation/get_signed_url?agent_id=agent_talking")
        .then()
        .statusCode(200);
  }

  @Test
  void aTokenIsFreeForOpenAgentsAndNeedsAKeyForOthers() {
    given()
        .get(TOKEN + FakeOwner.TALKING)
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", "*")
        .body("token.split('\\\\.').length", equalTo(3))
        .body("conversation_id", startsWith("conv_"));
    given()
        .get(TOKEN + FakeOwner.PRIVATE)
        .then()
        .statusCode(401)
        .body("detail.status", equalTo("agent_requires_authorization"));
    operator().get(TOKEN + FakeOwner.PRIVATE + "&participant_name=Ada").then().statusCode(200);
  }

  private static URI sign(String agent) {
    return URI.create(
        operator().get(SIGN + agent).then().statusCode(200).extract().path("signed_url"));
  }

  private static RequestSpecification operator() {
    return given().header("xi-api-key", StubServices.API_KEY);
  }
}
