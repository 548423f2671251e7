package io.colloquy.contracts.edge;

import static io.colloquy.contracts.Malformed.assertRefused;
import static io.colloquy.contracts.Malformed.with;
import static io.colloquy.contracts.Malformed.withBody;
import static io.colloquy.contracts.Malformed.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.speech.Alignment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToEdgeTest {

  private static final ToEdge AUDIO =
      new ToEdge(
          "conv_1",
          new EdgeOutput.Audio(
              3,
              new byte[] {1, 0, -1, 127},
              new Alignment(List.of("ä", "👋"), List.of(0, 40), List.of(40, 60))));

  static Stream<EdgeOutput> controlOutputs() {
    return Stream.of(
        new EdgeOutput.Started(AudioFormat.PCM_44100, AudioFormat.ULAW_8000),
        new EdgeOutput.AgentResponse(1, "resp_1", "Hello"),
        new EdgeOutput.AgentResponsePart(1, "resp_1", EdgeOutput.Part.START, ""),
        new EdgeOutput.AgentResponsePart(1, "resp_1", EdgeOutput.Part.DELTA, "Hel"),
        new EdgeOutput.AgentResponsePart(1, "resp_1", EdgeOutput.Part.STOP, ""),
        new EdgeOutput.AgentResponseCorrection(1, "resp_1", "Hello you", "Hello"),
        new EdgeOutput.UserTranscript(2, "stop"),
        new EdgeOutput.TentativeUserTranscript(2, "sto"),
        new EdgeOutput.Interruption(1, "user spoke"),
        new EdgeOutput.VadScore(0.25),
        new EdgeOutput.Failure(1002, "llm_timeout", "the model did not answer"),
        new EdgeOutput.ToolAsked(
            3, "t_1", "flash", Json.MAPPER.createObjectNode().put("brightness", 0.5), true),
        new EdgeOutput.NumberWanted("t_3", "+15551234567", false, "A caller for you."),
        new EdgeOutput.KeysPressed("12#w3"),
        new EdgeOutput.ToolBegan(3, "t_1", "flash", "client"),
        new EdgeOutput.ToolEnded(3, "t_1", "flash", "client", false, true),
        new EdgeOutput.McpToolUse(
            "mcp_1",
            "t_2",
            "search",
            "Finds things.",
            Json.MAPPER.createObjectNode(),
            1_700_000_000_000L,
            EdgeOutput.McpState.AWAITING_APPROVAL,
            Optional.empty(),
            OptionalInt.of(300)),
        new EdgeOutput.McpServers(List.of(new EdgeOutput.McpServer("mcp_1", true, 3))),
        new EdgeOutput.Alive(),
        new EdgeOutput.Ended(1000, "agent ended the call"));
  }

  @ParameterizedTest
  @MethodSource("controlOutputs")
  void controlComesBackAsItWasSent(EdgeOutput output) {
    var message = new ToEdge("conv_1", output);

    assertThat(ToEdge.CODEC.decode(ToEdge.CODEC.encode(message))).isEqualTo(message);
  }

  @Test
  void audioTravelsAsRawBytesWithItsAlignmentInAHeader() {
    var packet = ToEdge.CODEC.encode(AUDIO);

    assertThat(packet.body()).containsExactly(1, 0, -1, 127);
    var back = ToEdge.CODEC.decode(packet);
    var audio = (EdgeOutput.Audio) back.output();
    assertThat(back.conversationId()).isEqualTo("conv_1");
    assertThat(audio.eventId()).isEqualTo(3);
    assertThat(audio.samples()).containsExactly(1, 0, -1, 127);
    assertThat(audio.alignment()).isEqualTo(((EdgeOutput.Audio) AUDIO.output()).alignment());
  }

  @Test
  void aChunkInWhichNoCharacterBeginsHasAnEmptyAlignment() {
    var message = new ToEdge("conv_1", new EdgeOutput.Audio(3, new byte[2], Alignment.none()));

    var back = (EdgeOutput.Audio) ToEdge.CODEC.decode(ToEdge.CODEC.encode(message)).output();

    assertThat(back.alignment()).isEqualTo(Alignment.none());
  }

  @ParameterizedTest
  @ValueSource(strings = {"conversation", "kind", "event", "alignment"})
  void aMissingHeaderIsMalformed(String header) {
    assertRefused(ToEdge.CODEC, without(ToEdge.CODEC.encode(AUDIO), header));
  }

  @Test
  void headersThatDoNotHoldWhatTheyShouldAreMalformed() {
    var audio = ToEdge.CODEC.encode(AUDIO);

    assertRefused(ToEdge.CODEC, with(audio, "event", "third"));
    assertRefused(ToEdge.CODEC, with(audio, "event", "99999999999"));
    assertRefused(ToEdge.CODEC, with(audio, "alignment", "none"));
    assertRefused(
        ToEdge.CODEC,
        with(audio, "alignment", "{\"chars\":[\"a\"],\"start_ms\":[],\"duration_ms\":[]}"));
  }

  @Test
  void aControlBodyThatIsNoOutputIsMalformed() {
    var control = ToEdge.CODEC.encode(new ToEdge("conv_1", new EdgeOutput.Alive()));

    assertRefused(ToEdge.CODEC, withBody(control, "{\"kind\":\"fireworks\"}"));
    assertRefused(ToEdge.CODEC, withBody(control, "null"));
  }
}
