package io.colloquy.contracts.edge;

import static io.colloquy.contracts.Malformed.assertRefused;
import static io.colloquy.contracts.Malformed.with;
import static io.colloquy.contracts.Malformed.withBody;
import static io.colloquy.contracts.Malformed.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FromEdgeTest {

  private static final FromEdge AUDIO = from(new EdgeInput.Audio(new byte[] {0, -128, 127, 1}));

  private static FromEdge from(EdgeInput input) {
    return new FromEdge("conv_1", new EdgeAddress(33), 7, input);
  }

  static Stream<EdgeInput> controlInputs() {
    var variables = Json.MAPPER.createObjectNode().put("name", "Zoë").put("age", 41);
    var none = Json.MAPPER.createObjectNode();
    return Stream.of(
        new EdgeInput.Opened(
            "agent_1",
            "public",
            Optional.of("js_sdk"),
            Optional.of("1.25.0"),
            new Initiation(none, none, variables, Optional.of("u1")),
            1_700_000_000_000L,
            true,
            Optional.of(
                new PhoneCall(
                    PhoneCall.Carrier.SIP_TRUNKING,
                    PhoneCall.Direction.INBOUND,
                    "phnum_1",
                    "+15551230000",
                    "+15559870000",
                    "call-1@pbx"))),
        new EdgeInput.Opened(
            "agent_1", "public", Optional.empty(), Optional.empty(), Initiation.bare(), 0),
        new EdgeInput.UserMessage("Grüße 👋"),
        new EdgeInput.UserMessage("", List.of("file_1", "file_2")),
        new EdgeInput.UserActivity(),
        new EdgeInput.ContextualUpdate("cart is empty", Optional.empty()),
        new EdgeInput.ContextualUpdate("cart is full", Optional.of("cart")),
        new EdgeInput.ToolAnswered("t_1", "85 %", false),
        new EdgeInput.ToolJudged("t_2", true),
        new EdgeInput.NumberReached("t_3", Optional.of("room_1"), Optional.empty()),
        new EdgeInput.NumberReached("t_3", Optional.empty(), Optional.of("busy")),
        new EdgeInput.Alive(),
        new EdgeInput.Closed("gone"));
  }

  @ParameterizedTest
  @MethodSource("controlInputs")
  void controlComesBackAsItWasSent(EdgeInput input) {
    var message = from(input);

    assertThat(FromEdge.CODEC.decode(FromEdge.CODEC.encode(message))).isEqualTo(message);
  }

  @Test
  void audioTravelsAsRawBytesWithEverythingElseInHeaders() {
    var packet = FromEdge.CODEC.encode(AUDIO);

    assertThat(packet.body()).containsExactly(0, -128, 127, 1);
    assertThat(packet.headers())
        .containsOnlyKeys("conversation", "edge", "seq", "kind")
        .containsEntry("kind", "audio");
    var back = FromEdge.CODEC.decode(packet);
    assertThat(back.conversationId()).isEqualTo("conv_1");
    assertThat(back.edge()).isEqualTo(new EdgeAddress(33));
    assertThat(back.sequence()).isEqualTo(7);
    assertThat(((EdgeInput.Audio) back.input()).samples()).containsExactly(0, -128, 127, 1);
  }

  @Test
  void audioOfNoSamplesIsStillAudio() {
    var back = FromEdge.CODEC.decode(FromEdge.CODEC.encode(from(new EdgeInput.Audio(new byte[0]))));

    assertThat(((EdgeInput.Audio) back.input()).samples()).isEmpty();
  }

  @Test
  void anInitiationWithoutItsObjectsHasEmptyOnes() {
    var json = "{\"kind\":\"opened\",\"agent_id\":\"a\",\"initiation\":{\"user_id\":null}}";
    var packet = withBody(FromEdge.CODEC.encode(from(new EdgeInput.Alive())), json);

    var opened = (EdgeInput.Opened) FromEdge.CODEC.decode(packet).input();

    assertThat(opened.initiation()).isEqualTo(Initiation.bare());
    assertThat(opened.source()).isEmpty();
    assertThat(opened.burst()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"conversation", "edge", "seq", "kind"})
  void aMissingHeaderIsMalformed(String header) {
    assertRefused(FromEdge.CODEC, without(FromEdge.CODEC.encode(AUDIO), header));
  }

  @Test
  void numbersThatAreNoneAreMalformed() {
    Packet audio = FromEdge.CODEC.encode(AUDIO);

    assertRefused(FromEdge.CODEC, with(audio, "edge", "left"));
    assertRefused(FromEdge.CODEC, with(audio, "seq", ""));
    assertRefused(FromEdge.CODEC, with(audio, "seq", "99999999999999999999"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"kind\":\"teleport\"}", "{\"kind\":"})
  void aControlBodyThatIsNoInputIsMalformed(String body) {
    var control = FromEdge.CODEC.encode(from(new EdgeInput.Alive()));

    assertRefused(
        FromEdge.CODEC, new Packet(control.headers(), body.getBytes(StandardCharsets.UTF_8)));
  }
}
