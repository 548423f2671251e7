package io.colloquy.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.speech.Alignment;
import io.colloquy.gateway.session.ServerMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exact text of every frame that a client can be sent. */
class RendererTest {

  private static final Renderer COMMON = Renderer.forSource(Optional.of("js_sdk"));

  static Stream<Arguments> frames() {
    return Stream.of(
        Arguments.of(
            new ServerMessage.Metadata("conv_1", AudioFormat.PCM_24000, AudioFormat.ULAW_8000),
            """
            {"type":"conversation_initiation_metadata","conversation_initiation_metadata_event":\
            {"conversation_id":"conv_1","agent_output_audio_format":"pcm_24000",\
            "user_input_audio_format":"ulaw_8000"}}"""),
        Arguments.of(
            new ServerMessage.Ping(7, OptionalInt.of(21)),
            """
            {"type":"ping","ping_event":{"event_id":7,"ping_ms":21}}"""),
        Arguments.of(
            new ServerMessage.Ping(1, OptionalInt.empty()),
            """
            {"type":"ping","ping_event":{"event_id":1,"ping_ms":null}}"""),
        relayed(
            new EdgeOutput.Audio(
                3,
                new byte[] {1, 2, (byte) 0xFF, 0},
                new Alignment(List.of("H", "\""), List.of(0, 40), List.of(40, 35))),
            """
            {"type":"audio","audio_event":{"audio_base_64":"AQL/AA==","event_id":3,\
            "alignment":{"chars":["H","\\""],"char_start_times_ms":[0,40],\
            "char_durations_ms":[40,35]}}}"""),
        relayed(
            new EdgeOutput.AgentResponse(3, "resp_a", "Hello \"you\"\n☺"),
            """
            {"type":"agent_response","agent_response_event":\
            {"agent_response":"Hello \\"you\\"\\n☺","event_id":3,"response_id":"resp_a"}}"""),
        relayed(
            new EdgeOutput.AgentResponsePart(3, "resp_a", EdgeOutput.Part.DELTA, "Hel"),
            """
            {"type":"agent_chat_response_part","text_response_part":\
            {"text":"Hel","type":"delta","event_id":3,"response_id":"resp_a"}}"""),
        relayed(
            new EdgeOutput.AgentResponseCorrection(3, "resp_a", "Hello you", "Hello"),
            """
            {"type":"agent_response_correction","agent_response_correction_event":\
            {"original_agent_response":"Hello you","corrected_agent_response":"Hello",\
            "event_id":3,"response_id":"resp_a"}}"""),
        relayed(
            new EdgeOutput.UserTranscript(4, "who are you"),
            """
            {"type":"user_transcript","user_transcription_event":\
            {"user_transcript":"who are you","event_id":4}}"""),
        relayed(
            new EdgeOutput.TentativeUserTranscript(4, "who"),
            """
            {"type":"tentative_user_transcript","tentative_user_transcription_event":\
            {"user_transcript":"who","event_id":4}}"""),
        relayed(
            new EdgeOutput.ToolAsked(
                4, "t_1", "getBatteryLevel", Json.MAPPER.createObjectNode(), true),
            """
            {"type":"client_tool_call","client_tool_call":{"tool_name":"getBatteryLevel",\
            "tool_call_id":"t_1","parameters":{},"event_id":4,"expects_response":true}}"""),
        relayed(
            new EdgeOutput.ToolBegan(4, "t_1", "getBatteryLevel", "client"),
            """
            {"type":"agent_tool_request","agent_tool_request":{"tool_name":"getBatteryLevel",\
            "tool_call_id":"t_1","tool_type":"client","event_id":4}}"""),
        relayed(
            new EdgeOutput.ToolEnded(4, "t_1", "getBatteryLevel", "client", true, false),
            """
            {"type":"agent_tool_response","agent_tool_response":{"tool_name":"getBatteryLevel",\
            "tool_call_id":"t_1","tool_type":"client","event_id":4,"is_error":true,\
            "is_called":false}}"""),
        relayed(
            mcp(EdgeOutput.McpState.AWAITING_APPROVAL, Optional.empty(), OptionalInt.of(300)),
            """
            {"type":"mcp_tool_call","mcp_tool_call":{"service_id":"mcp_1","tool_call_id":"t_2",\
            "tool_name":"search","tool_description":"Finds things.","parameters":{"q":"cats"},\
            "timestamp":"2026-11-23T08:00:00Z","state":"awaiting_approval",\
            "approval_timeout_secs":300}}"""),
        relayed(
            mcp(EdgeOutput.McpState.SUCCESS, Optional.of("two cats"), OptionalInt.empty()),
            """
            {"type":"mcp_tool_call","mcp_tool_call":{"service_id":"mcp_1","tool_call_id":"t_2",\
            "tool_name":"search","tool_description":"Finds things.","parameters":{"q":"cats"},\
            "timestamp":"2026-11-23T08:00:00Z","state":"success",\
            "result":[{"type":"text","text":"two cats"}]}}"""),
        relayed(
            mcp(EdgeOutput.McpState.FAILURE, Optional.of("no answer"), OptionalInt.empty()),
            """
            {"type":"mcp_tool_call","mcp_tool_call":{"service_id":"mcp_1","tool_call_id":"t_2",\
            "tool_name":"search","tool_description":"Finds things.","parameters":{"q":"cats"},\
            "timestamp":"2026-11-23T08:00:00Z","state":"failure","error_message":"no answer"}}"""),
        relayed(
            new EdgeOutput.McpServers(
                List.of(
                    new EdgeOutput.McpServer("mcp_1", true, 3),
                    new EdgeOutput.McpServer("mcp_2", false, 0))),
            """
            {"type":"mcp_connection_status","mcp_connection_status":{"integrations":[\
            {"integration_id":"mcp_1","integration_type":"mcp_server","is_connected":true,\
            "tool_count":3},{"integration_id":"mcp_2","integration_type":"mcp_server",\
            "is_connected":false,"tool_count":0}]}}"""),
        relayed(
            new EdgeOutput.Interruption(3, "user"),
            """
            {"type":"interruption","interruption_event":{"event_id":3,"reason":"user"}}"""),
        relayed(
            new EdgeOutput.VadScore(0.25),
            """
            {"type":"vad_score","vad_score_event":{"vad_score":0.25}}"""),
        relayed(
            new EdgeOutput.Failure(1011, "llm_timeout", "The model took too long."),
            """
            {"type":"error","error_event":{"code":1011,"error_type":"llm_timeout",\
            "message":"The model took too long.","reason":"The model took too long."}}"""));
  }

  private static EdgeOutput mcp(
      EdgeOutput.McpState state, Optional<String> detail, OptionalInt patienceSecs) {
    return new EdgeOutput.McpToolUse(
        "mcp_1",
        "t_2",
        "search",
        "Finds things.",
        Json.MAPPER.createObjectNode().put("q", "cats"),
        1_795_420_800_000L,
        state,
        detail,
        patienceSecs);
  }

  private static Arguments relayed(EdgeOutput output, String frame) {
    return Arguments.of(new ServerMessage.Relayed(output), frame);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void rendersEachMessageExactly(ServerMessage message, String frame) {
    assertThat(COMMON.render(message)).isEqualTo(frame);
  }

  @Test
  void callsAnErrorByTheNameThatSwiftClientsKnow() {
    var failure =
        new ServerMessage.Relayed(new EdgeOutput.Failure(1008, "override_error", "Not allowed."));

    assertThat(Renderer.forSource(Optional.of("swift_sdk")).render(failure))
        .isEqualTo(
            """
            {"type":"client_error","error_event":{"code":1008,"error_name":"override_error",\
            "error_type":"override_error","message":"Not allowed.","reason":"Not allowed."}}""");
    assertThat(Renderer.forSource(Optional.empty()).render(failure)).contains("\"type\":\"error\"");
  }

  @Test
  void staysBelowOneMebibyteForASecondOfTheFinestAudio() {
    var second = new byte[AudioFormat.PCM_48000.sampleRate() * 2];
    var frame =
        COMMON.render(new ServerMessage.Relayed(new EdgeOutput.Audio(1, second, Alignment.none())));

    assertThat(frame.getBytes(StandardCharsets.UTF_8).length).isLessThan(1024 * 1024);
  }

  @Test
  void refusesWhatIsNotMeantForClients() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> COMMON.render(new ServerMessage.Relayed(new EdgeOutput.Alive())));
  }
}
