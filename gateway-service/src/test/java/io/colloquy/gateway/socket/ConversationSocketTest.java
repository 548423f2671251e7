package io.colloquy.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.bus.Inbox;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.FromEdge;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.contracts.speech.Alignment;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ConversationSocketTest extends SocketTest {

  @RepeatedTest(5)
  void sendsTheMetadataFirstAndAlone() throws IOException {
    try (var socket = open(FakeOwner.ECHO)) {
      socket.send("{\"type\":\"conversation_initiation_client_data\"}");
      var first = socket.read();
      var second = socket.read();

      var metadata = Json.MAPPER.readTree(first.text());
      assertThat(metadata.path("type").asText()).isEqualTo("conversation_initiation_metadata");
      var event = metadata.path("conversation_initiation_metadata_event");
      assertThat(event.path("conversation_id").asText()).matches("conv_[a-zA-Z0-9]+");
      assertThat(event.path("agent_output_audio_format").asText()).isEqualTo("pcm_16000");
      assertThat(event.path("user_input_audio_format").asText()).isEqualTo("pcm_16000");
      assertThat(TimeUnit.NANOSECONDS.toMillis(second.atNanos() - first.atNanos()))
          .isGreaterThanOrEqualTo(50);
    }
  }

  @Test
  void carriesAudioBothWaysByteForByte() throws IOException {
    var speech = new byte[48_000];
    new Random(7).nextBytes(speech);
    try (var socket = open(FakeOwner.ECHO)) {
      var conversation = socket.begin();
      for (int from = 0; from < speech.length; from += 3_200) {
        socket.send(
            "{\"user_audio_chunk\":\"%s\"}"
                .formatted(
                    Base64.getEncoder()
                        .encodeToString(Arrays.copyOfRange(speech, from, from + 3_200))));
      }
      var echoed = new ByteArrayOutputStream();
      while (echoed.size() < speech.length) {
        var message = socket.message();
        if (message.path("type").asText().equals("audio")) {
          echoed.writeBytes(
              Base64.getDecoder().decode(message.at("/audio_event/audio_base_64").asText()));
        }
      }

      assertThat(echoed.toByteArray()).containsExactly(speech);
      assertThat(heardAudio(conversation)).containsExactly(speech);
    }
  }

  @Test
  void tellsWhoKeepsRecordingsWhatIsHeardOnACallThatIsRecorded() throws Exception {
    List<RecordedPart> parts = new CopyOnWriteArrayList<>();
    var keeper =
        Inbox.ofGroup(
            bootstrapServers,
            new Inbox.Group(Ids.random("keeper-"), Optional.empty()),
            Set.of(Topics.RECORDINGS),
            Inbox.Ownership.unobserved(),
            delivery -> parts.add(RecordedPart.CODEC.decode(delivery.packet())));
    try (keeper;
        var socket = open(FakeOwner.RECORDED)) {
      var conversation = socket.begin();
      socket.send("{\"user_audio_chunk\":\"AQIDBA==\"}");
      while (!socket.message().path("type").asText().equals("audio")) {
        // Something else comes first.
      }
      socket.close(1000);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> parts.stream().anyMatch(RecordedPart::last));

      assertThat(parts).extracting(RecordedPart::conversationId).containsOnly(conversation);
      var pieces = parts.stream().flatMap(part -> part.pieces().stream()).toList();
      assertThat(pieces)
          .extracting(RecordedPart.Piece::getClass)
          .containsExactlyInAnyOrder(RecordedPart.Piece.User.class, RecordedPart.Piece.Agent.class);
      assertThat(parts.stream().mapToInt(RecordedPart::size).sum()).isEqualTo(8);
    }
  }

  @Test
  void passesOnWhatTheClientSaysInOrderAndWithoutAGap() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      var conversation = socket.begin();
      socket.send("{\"type\":\"user_message\",\"text\":\"hello\"}");
      socket.send("{\"type\":\"user_activity\"}");
      socket.send("{\"type\":\"contextual_update\",\"text\":\"page 2\",\"context_id\":\"p\"}");
      socket.close(1000);
      var closed = owner.awaitInput(conversation, EdgeInput.Closed.class);

      assertThat(closed.reason()).contains("1000");
      var heard = owner.heard(conversation);
      assertThat(heard)
          .extracting(message -> message.input().getClass().getSimpleName())
          .containsSubsequence(
              "Opened", "UserMessage", "UserActivity", "ContextualUpdate", "Closed");
      assertThat(heard.stream().map(FromEdge::sequence).toList())
          .isEqualTo(LongStream.range(0, heard.size()).boxed().toList());
    }
  }

  @Test
  void rendersWhatTheOwnerSays() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      var conversation = socket.begin();
      owner.say(conversation, new EdgeOutput.UserTranscript(2, "hi"));
      owner.say(conversation, new EdgeOutput.AgentResponsePart(2, "r", EdgeOutput.Part.START, ""));
      owner.say(conversation, new EdgeOutput.AgentResponse(2, "r", "Hello"));
      owner.say(conversation, new EdgeOutput.Failure(1011, "llm_error", "no"));
      owner.say(conversation, new EdgeOutput.VadScore(0.5));

      assertThat(types(socket, 5))
          .containsExactly(
              "user_transcript",
              "agent_chat_response_part",
              "agent_response",
              "error",
              "vad_score");
    }
  }

  @Test
  void dropsSpeechOfAnInterruptedTurn() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      var conversation = socket.begin();
      owner.say(conversation, speech(3));
      assertThat(socket.message().at("/audio_event/event_id").asInt()).isEqualTo(3);

      owner.say(conversation, new EdgeOutput.Interruption(3, "user"));
      owner.say(conversation, speech(3));
      owner.say(conversation, speech(2));
      owner.say(conversation, speech(4));

      assertThat(socket.message().path("interruption_event").toString())
          .isEqualTo("{\"event_id\":3,\"reason\":\"user\"}");
      assertThat(socket.message().at("/audio_event/event_id").asInt()).isEqualTo(4);
    }
  }

  @Test
  void pingsSoonAndAgain() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      var _ = socket.begin();
      var first = Json.MAPPER.readTree(socket.read().text());
      socket.send("{\"type\":\"pong\",\"event_id\":1}");
      var second = Json.MAPPER.readTree(socket.read().text());

      assertThat(first.toString())
          .isEqualTo("{\"type\":\"ping\",\"ping_event\":{\"event_id\":1,\"ping_ms\":null}}");
      assertThat(second.at("/ping_event/event_id").asInt()).isEqualTo(2);
      assertThat(second.at("/ping_event/ping_ms").isInt()).isTrue();
    }
  }

  @Test
  void deliversTheLastWordsAndThenClosesAsTheOwnerSays() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      var conversation = socket.begin();
      owner.say(conversation, new EdgeOutput.AgentResponse(5, "r", "Goodbye"));
      owner.say(conversation, speech(5));
      owner.say(conversation, new EdgeOutput.Ended(1000, "agent ended the call"));

      assertThat(types(socket, 2)).containsExactly("agent_response", "audio");
      assertThat(socket.awaitClose()).isEqualTo(new RawSocket.Closed(1000, "agent ended the call"));
    }
  }

  @Test
  void closesBeforeTheMetadataWhenTheOwnerRefuses() throws IOException {
    try (var socket = open(FakeOwner.REFUSING)) {
      socket.send("{\"type\":\"conversation_initiation_client_data\"}");
      var frame = socket.read();

      assertThat(frame.opcode()).isEqualTo(RawSocket.CLOSE);
      assertThat(new String(frame.payload(), 2, frame.payload().length - 2, StandardCharsets.UTF_8))
          .isEqualTo("override is not allowed");
    }
  }

  @Test
  void closesWhenTheAgentDoesNotStart() throws IOException {
    try (var socket = open(FakeOwner.MUTE)) {
      socket.send("{\"type\":\"conversation_initiation_client_data\"}");

      assertThat(socket.awaitClose())
          .isEqualTo(
              new RawSocket.Closed(1011, "the agent did not start the conversation in time"));
    }
  }

  @Test
  void takesTheFirstInitiationAndIgnoresWhatComesTooEarlyOrTwice() throws IOException {
    try (var socket = open(FakeOwner.ECHO)) {
      for (int i = 0; i < 5; i++) {
        socket.send("{\"user_audio_chunk\":\"AAAA\"}");
      }
      socket.send("{\"type\":\"user_activity\"}");
      socket.send("{\"type\":\"conversation_initiation_client_data\",\"user_id\":\"first\"}");
      socket.send("{\"type\":\"conversation_initiation_client_data\",\"user_id\":\"second\"}");
      assertThat(socket.message().path("type").asText())
          .isEqualTo("conversation_initiation_metadata");
      assertThat(socket.message().path("type").asText()).isEqualTo("agent_response");

      socket.send("{\"user_audio_chunk\":\"AQI=\"}");
      var echo = socket.message();
      assertThat(echo.at("/audio_event/audio_base_64").asText()).isEqualTo("AQI=");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"client_tool_result\",\"tool_call_id\":\"t\",\"result\":{},\"is_error\":false}",
        "{\"type\":\"feedback\",\"event_id\":1,\"score\":null}",
        "{\"type\":\"mcp_tool_approval_result\",\"tool_call_id\":\"t\",\"is_approved\":true}",
        "{\"type\":\"from_the_future\"}",
        "{}"
      })
  void staysOpenOnMessagesThatItDoesNotServe(String message) throws IOException {
    try (var socket = open(FakeOwner.ECHO)) {
      var _ = socket.begin();
      socket.send(message);
      assertEchoes(socket);
    }
  }

  @Test
  void ignoresBinaryFramesAndAnswersProtocolPings() throws IOException {
    try (var socket = open(FakeOwner.ECHO)) {
      var _ = socket.begin();
      assertThat(socket.message().path("type").asText()).isEqualTo("agent_response");
      socket.send(RawSocket.BINARY, true, new byte[] {1, 2, 3});
      socket.send(RawSocket.PING, true, new byte[] {4});
      var frame = socket.read();
      while (frame.opcode() == RawSocket.TEXT) {
        frame = socket.read();
      }
      assertThat(frame.payload()).containsExactly(4);
      assertEchoes(socket);
    }
  }

  @Test
  void tellsTheOwnerWhenAClientIsCutOff() throws IOException {
    var socket = open(FakeOwner.TALKING);
    var conversation = socket.begin();
    socket.reset();

    assertThat(owner.awaitInput(conversation, EdgeInput.Closed.class).reason())
        .isEqualTo("client disconnected");
    await().until(() -> edge.calls().count() == 0);
  }

  @Test
  void countsWhatTheOwnerSaysToACallThatIsGone() throws IOException {
    String conversation;
    try (var socket = open(FakeOwner.TALKING)) {
      conversation = socket.begin();
    }
    var _ = owner.awaitInput(conversation, EdgeInput.Closed.class);
    await().until(() -> edge.calls().count() == 0);
    long before = edge.calls().strays();
    owner.say(conversation, speech(1));

    await().atMost(Duration.ofSeconds(30)).until(() -> edge.calls().strays() > before);
  }

  private void assertEchoes(RawSocket socket) throws IOException {
    socket.send("{\"user_audio_chunk\":\"AQI=\"}");
    JsonNode message = socket.message();
    while (!message.path("type").asText().equals("audio")) {
      message = socket.message();
    }
    assertThat(message.at("/audio_event/audio_base_64").asText()).isEqualTo("AQI=");
  }

  private byte[] heardAudio(String conversation) {
    var heard = new ByteArrayOutputStream();
    for (var message : owner.heard(conversation)) {
      if (message.input() instanceof EdgeInput.Audio(var samples)) {
        heard.writeBytes(samples);
      }
    }
    return heard.toByteArray();
  }

  private static List<String> types(RawSocket socket, int count) throws IOException {
    var types = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      types.add(socket.message().path("type").asText());
    }
    return types;
  }

  private static EdgeOutput speech(int eventId) {
    return new EdgeOutput.Audio(eventId, new byte[320], Alignment.none());
  }
}
