package io.colloquy.contracts.event;

import static io.colloquy.contracts.Malformed.with;
import static io.colloquy.contracts.Malformed.withBody;
import static io.colloquy.contracts.Malformed.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.Packet;
import io.colloquy.contracts.edge.Initiation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00.123Z");

  private static final TranscriptTurn TURN =
      new TranscriptTurn(
          "conv_1",
          "agent_1",
          4,
          TranscriptTurn.Role.AGENT,
          "Grüße",
          12,
          true,
          Optional.of("Grüße an alle"),
          Optional.of("audio"),
          Map.of("convai_llm_service_ttfb", 120.5),
          List.of());

  static Stream<ConversationEvent> conversationEvents() {
    return Stream.of(
        new ConversationEvent.Started(
            "conv_1",
            "agent_1",
            "Ada",
            1_700_000_000L,
            "public",
            Optional.of("js_sdk"),
            Optional.empty(),
            "en",
            false,
            Initiation.bare()),
        new ConversationEvent.Ended(
            "conv_1", "agent_1", 1_700_000_000L, 1_700_000_060L, 5, "hung up", Optional.empty()),
        new ConversationEvent.Ended(
            "conv_1",
            "agent_1",
            1_700_000_000L,
            1_700_000_060L,
            5,
            "",
            Optional.of(new ConversationEvent.Failure(1002, "model gone"))));
  }

  @ParameterizedTest
  @MethodSource("conversationEvents")
  void aConversationEventComesBackAsItWasSent(ConversationEvent data) {
    var event = data.event(NOW);

    assertThat(CloudEvent.decode(event.encode(), ConversationEvent.class)).isEqualTo(event);
  }

  @Test
  void aTurnComesBackAsItWasSent() {
    var event = TURN.event(NOW);

    assertThat(CloudEvent.decode(event.encode(), TranscriptTurn.class)).isEqualTo(event);
  }

  @Test
  void attributesTravelInTheHeadersOfTheBinaryMode() {
    assertThat(TURN.event(NOW).encode().headers())
        .isEqualTo(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "conv_1.turn.4",
                "ce_type", "io.colloquy.transcript.turn.v1",
                "ce_source", "/conversation-service",
                "ce_subject", "conv_1",
                "ce_time", "2026-11-23T08:00:00.123Z",
                "content-type", "application/json"));
  }

  @Test
  void theSameHappeningHasTheSameIdEachTimeItIsSent() {
    var later = NOW.plusSeconds(9);

    assertThat(TURN.event(later).id()).isEqualTo(TURN.event(NOW).id());
    assertThat(conversationEvents().map(data -> data.event(later).id()))
        .containsExactly("conv_1.started", "conv_1.ended", "conv_1.ended");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time"})
  void aMissingAttributeIsMalformed(String header) {
    assertMalformed(without(TURN.event(NOW).encode(), header));
  }

  @Test
  void whatIsNoEventIsMalformed() {
    var packet = TURN.event(NOW).encode();

    assertMalformed(with(packet, "ce_time", "yesterday"));
    assertMalformed(with(packet, "ce_specversion", "0.3"));
    assertMalformed(withBody(packet, "null"));
    assertMalformed(withBody(packet, "{\"role\":\"bishop\"}"));
    assertMalformed(withBody(packet, "{}"));
  }

  private static void assertMalformed(Packet packet) {
    assertThatThrownBy(() -> CloudEvent.decode(packet, TranscriptTurn.class))
        .isInstanceOf(Packet.MalformedPacket.class);
  }
}
