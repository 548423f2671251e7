package io.colloquy.conversation.session;

import io.colloquy.contracts.edge.EdgeOutput;
import java.util.Optional;

/** Which of the agent's {@code client_events} an output belongs to; empty for what goes always. */
final class ClientEvents {

  /** Without this one nobody can be asked whether a tool may be used. */
  static final String MCP_TOOL_CALL = "mcp_tool_call";

  static Optional<String> nameOf(EdgeOutput output) {
    return switch (output) {
      case EdgeOutput.Audio audio -> Optional.of("audio");
      case EdgeOutput.AgentResponse response -> Optional.of("agent_response");
      case EdgeOutput.AgentResponsePart part -> Optional.of("agent_chat_response_part");
      case EdgeOutput.AgentResponseCorrection correction ->
          Optional.of("agent_response_correction");
      case EdgeOutput.UserTranscript transcript -> Optional.of("user_transcript");
      case EdgeOutput.TentativeUserTranscript tentative -> Optional.of("tentative_user_transcript");
      case EdgeOutput.VadScore score -> Optional.of("vad_score");
      case EdgeOutput.ToolBegan began -> Optional.of("agent_tool_request");
      case EdgeOutput.ToolEnded ended -> Optional.of("agent_tool_response");
      case EdgeOutput.McpToolUse use -> Optional.of(MCP_TOOL_CALL);
      case EdgeOutput.McpServers servers -> Optional.of("mcp_connection_status");
      // A client's tool has to be used, whatever its agent tells it otherwise (page 066).
      case EdgeOutput.ToolAsked asked -> Optional.empty();
      case EdgeOutput.NumberWanted wanted -> Optional.empty();
      case EdgeOutput.KeysPressed pressed -> Optional.empty();
      // An interruption stops audio at the edge; whether it may happen was decided before.
      case EdgeOutput.Interruption interruption -> Optional.empty();
      case EdgeOutput.Started started -> Optional.empty();
      case EdgeOutput.Failure failure -> Optional.empty();
      case EdgeOutput.Alive alive -> Optional.empty();
      case EdgeOutput.Ended ended -> Optional.empty();
    };
  }

  private ClientEvents() {}
}
