package io.colloquy.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.gateway.StubServices;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HandshakeTest extends SocketTest {

  private static final String PROTOCOL = "Sec-WebSocket-Protocol: ";
  private static final String ANSWER = "sec-websocket-protocol";

  @Test
  void answersNoSubProtocolWhereNoneIsOffered() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      assertThat(socket.handshake().get("status")).contains("101");
      assertThat(socket.handshake()).doesNotContainKey(ANSWER);
      assertThat(socket.begin()).isNotEmpty();
    }
  }

  @Test
  void echoesTheSubProtocolOfTheOfficialClients() throws IOException {
    try (var socket = open(FakeOwner.TALKING, PROTOCOL + "convai")) {
      assertThat(socket.handshake()).containsEntry(ANSWER, "convai");
      assertThat(socket.begin()).isNotEmpty();
    }
  }

  @Test
  void takesABearerSubProtocolForTheKeyAndDoesNotEchoIt() throws IOException {
    var offer = PROTOCOL + "convai, bearer." + StubServices.API_KEY;
    try (var socket = open(FakeOwner.PRIVATE, offer)) {
      assertThat(socket.handshake()).containsEntry(ANSWER, "convai");
      assertThat(socket.begin()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xi-api-key: ", "Authorization: Bearer "})
  void letsAHolderOfAKeyTalkToAPrivateAgent(String header) throws IOException {
    try (var socket = open(FakeOwner.PRIVATE, header + StubServices.API_KEY)) {
      var conversation = socket.begin();

      assertThat(owner.awaitInput(conversation, EdgeInput.Opened.class).authorizationMethod())
          .isEqualTo("authorization_header");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?source=js_sdk|x: y|1008|agent_id is required",
        "?agent_id=|x: y|1008|agent_id is required",
        "?agent_id=agent_nobody|x: y|1008|there is no agent with this agent_id",
        "?agent_id=agent_deleted|x: y|1008|there is no agent with this agent_id",
        "?agent_id=agent_private|Sec-WebSocket-Protocol: convai, bearer.no|3000"
            + "|this agent requires a valid API key"
      })
  void finishesTheHandshakeAndThenSaysWhyItCloses(
      String query, String header, int code, String reason) throws IOException {
    try (var socket = openWith(query, header)) {
      assertThat(socket.handshake().get("status")).contains("101");
      assertThat(socket.awaitClose()).isEqualTo(new RawSocket.Closed(code, reason));
    }
  }

  @Test
  void tellsTheOwnerWhoIsCalling() throws IOException {
    var query = "?agent_id=agent_talking&source=js_sdk&version=1.25.0&environment=production&zzz=1";
    try (var socket = openWith(query)) {
      var opened = owner.awaitInput(socket.begin(), EdgeInput.Opened.class);

      assertThat(opened.agentId()).isEqualTo(FakeOwner.TALKING);
      assertThat(opened.authorizationMethod()).isEqualTo("public");
      assertThat(opened.source()).contains("js_sdk");
      assertThat(opened.sourceVersion()).contains("1.25.0");
      assertThat(opened.openedAtMs()).isCloseTo(System.currentTimeMillis(), within20Seconds());
    }
  }

  @Test
  void passesTheWishesOfTheClientOn() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      socket.send(
          """
          {"type":"conversation_initiation_client_data","user_id":"u1",
           "conversation_config_override":{"agent":{"language":"de"},"tts":{}},
           "dynamic_variables":{"name":"Ada","n":3,"b":true}}""");
      var id =
          socket.message().at("/conversation_initiation_metadata_event/conversation_id").asText();
      var initiation = owner.awaitInput(id, EdgeInput.Opened.class).initiation();

      assertThat(initiation.userId()).contains("u1");
      assertThat(initiation.dynamicVariables().toString())
          .isEqualTo("{\"name\":\"Ada\",\"n\":3,\"b\":true}");
      assertThat(initiation.conversationConfigOverride().toString())
          .isEqualTo("{\"agent\":{\"language\":\"de\"},\"tts\":{}}");
    }
  }

  @Test
  void neverRepeatsTheKey() throws IOException {
    try (var socket = open(FakeOwner.PRIVATE, "xi-api-key: " + StubServices.API_KEY)) {
      socket.send("{\"type\":\"conversation_initiation_client_data\"}");
      var metadata = socket.message();

      assertThat(List.of(metadata.toString(), socket.handshake().toString()))
          .noneMatch(text -> text.contains(StubServices.API_KEY));
    }
  }

  private static Offset<Long> within20Seconds() {
    return Offset.offset(20_000L);
  }
}
