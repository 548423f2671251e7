package io.colloquy.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.speech.Alignment;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients should not do, and the code with which each of it ends. */
@QuarkusTest
class MisbehaviourTest extends SocketTest {

  private static final int MEBIBYTE = 1024 * 1024;

  @Inject MeterRegistry meters;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello|1007|the message is not valid JSON",
        "{\"type\":|1007|the message is not valid JSON",
        "[1]|1007|the message is not a JSON object",
        "{\"user_audio_chunk\":\"?\"}|1007|user_audio_chunk is not valid base64"
      })
  void closesOnAnUnreadableMessageInAnyState(String message, int code, String reason)
      throws IOException {
    try (var early = open(FakeOwner.TALKING);
        var late = open(FakeOwner.TALKING)) {
      early.send(message);
      assertThat(early.awaitClose()).isEqualTo(new RawSocket.Closed(code, reason));

      var conversation = late.begin();
      late.send(message);
      assertThat(late.awaitClose()).isEqualTo(new RawSocket.Closed(code, reason));
      assertThat(owner.awaitInput(conversation, EdgeInput.Closed.class).reason()).isEqualTo(reason);
    }
  }

  @Test
  void closesOnAWrongFirstMessage() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      socket.send("{\"type\":\"user_message\",\"text\":\"hello\"}");

      assertThat(socket.awaitClose())
          .isEqualTo(
              new RawSocket.Closed(
                  1002, "the first message must be conversation_initiation_client_data"));
    }
  }

  @Test
  void closesWhenNoFirstMessageComes() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      socket.send("{\"user_audio_chunk\":\"AAAA\"}");

      assertThat(socket.awaitClose())
          .isEqualTo(new RawSocket.Closed(1008, "no conversation_initiation_client_data"));
    }
  }

  @Test
  void closesAClientThatFallsSilent() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      var conversation = socket.begin();

      assertThat(socket.awaitClose())
          .isEqualTo(
              new RawSocket.Closed(1008, "nothing was received from the client for too long"));
      var _ = owner.awaitInput(conversation, EdgeInput.Closed.class);
    }
  }

  @Test
  void takesMessagesOfAlmostOneMebibyte() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      var conversation = socket.begin();
      var samples = new byte[(MEBIBYTE - 100) / 4 * 3];
      var text = "x".repeat(MEBIBYTE - 100);
      socket.send("{\"user_audio_chunk\":\"" + Base64.getEncoder().encodeToString(samples) + "\"}");
      socket.send("{\"type\":\"user_message\",\"text\":\"" + text + "\"}");

      assertThat(owner.awaitInput(conversation, EdgeInput.UserMessage.class).text())
          .isEqualTo(text);
      assertThat(owner.awaitInput(conversation, EdgeInput.Audio.class).samples())
          .containsExactly(samples);
    }
  }

  @Test
  void closesOnAnOversizedFrame() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      var conversation = socket.begin();
      socket.send(RawSocket.TEXT, true, new byte[MEBIBYTE + 1]);

      assertThat(socket.awaitClose())
          .isEqualTo(new RawSocket.Closed(1009, "the message is too big"));
      var _ = owner.awaitInput(conversation, EdgeInput.Closed.class);
    }
  }

  @Test
  void closesOnAFrameThatIsNoneOfTheProtocol() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      var conversation = socket.begin();
      socket.send(3, true, new byte[] {1});

      assertThat(socket.awaitClose())
          .isEqualTo(
              new RawSocket.Closed(1002, "the frame does not follow the WebSocket protocol"));
      var _ = owner.awaitInput(conversation, EdgeInput.Closed.class);
    }
  }

  @Test
  void closesOnAMessageThatGrowsTooBigOverSeveralFrames() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      var conversation = socket.begin();
      socket.send(RawSocket.TEXT, false, new byte[MEBIBYTE / 2]);
      socket.send(RawSocket.CONTINUATION, false, new byte[MEBIBYTE / 2]);
      socket.send(RawSocket.CONTINUATION, true, new byte[10]);

      assertThat(socket.awaitClose())
          .isEqualTo(new RawSocket.Closed(1009, "the message is too big"));
      var _ = owner.awaitInput(conversation, EdgeInput.Closed.class);
    }
  }

  @Test
  void cutsOffAClientThatStopsReading() throws IOException {
    int chunk = 96_000;
    int chunks = 250;
    double slowBefore = meters.counter("colloquy.gateway.slow.clients").count();
    try (var stuck = open(FakeOwner.TALKING);
        var healthy = open(FakeOwner.ECHO)) {
      var conversation = stuck.begin();
      var _ = healthy.begin();
      for (int i = 0; i < chunks; i++) {
        owner.say(conversation, new EdgeOutput.Audio(1, new byte[chunk], Alignment.none()));
        owner.say(conversation, new EdgeOutput.VadScore(0.5));
      }

      assertThat(owner.awaitInput(conversation, EdgeInput.Closed.class).reason())
          .isEqualTo("the client reads more slowly than the agent speaks");
      assertThat(meters.counter("colloquy.gateway.slow.clients").count()).isEqualTo(slowBefore + 1);
      assertThat(meters.counter("colloquy.gateway.shed.frames").count()).isPositive();
      assertEchoes(healthy);
      // The connection itself is gone too, though its client never answered the close frame.
      await().until(() -> edge.calls().count() == 1);
      assertThat(stuck.drain()).isLessThan((long) chunk * chunks);
    }
  }

  @Test
  void isNotDisturbedByTwoHundredMalformedFrames() throws IOException {
    var random = new Random(42);
    try (var healthy = open(FakeOwner.ECHO)) {
      var _ = healthy.begin();
      for (int i = 0; i < 200; i++) {
        try (var vandal = open(FakeOwner.TALKING)) {
          if (i % 2 == 0) {
            var _ = vandal.begin();
          }
          vandalize(vandal, random, i);
          if (i % 20 == 0) {
            assertEchoes(healthy);
          }
        }
      }
      assertEchoes(healthy);
    }
  }

  private static void vandalize(RawSocket socket, Random random, int i) throws IOException {
    var bytes = new byte[1 + random.nextInt(300)];
    random.nextBytes(bytes);
    switch (i % 8) {
      case 0 -> socket.send(RawSocket.TEXT, true, bytes);
      case 1 -> socket.send("{\"type\":\"conversation_initiation_client_data\",\"x\":");
      case 2 -> socket.send("{\"user_audio_chunk\":{\"a\":[" + "[".repeat(2_000));
      case 3 -> socket.send(RawSocket.CONTINUATION, true, bytes);
      case 4 -> socket.send(RawSocket.BINARY, true, bytes);
      case 5 -> socket.send(3 + random.nextInt(5), true, bytes);
      case 6 -> socket.send("{\"type\":\"pong\",\"event_id\":" + "9".repeat(2_000) + "}");
      default -> socket.send("\"" + "\\u0000".repeat(50) + "\"");
    }
  }

  private static void assertEchoes(RawSocket socket) throws IOException {
    socket.send("{\"user_audio_chunk\":\"AQI=\"}");
    var message = socket.message();
    while (!message.path("type").asText().equals("audio")) {
      message = socket.message();
    }
    assertThat(message.at("/audio_event/audio_base_64").asText()).isEqualTo("AQI=");
  }
}
