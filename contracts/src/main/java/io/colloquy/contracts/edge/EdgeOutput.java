package io.colloquy.contracts.edge;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.speech.Alignment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What reaches an edge for one of its conversations. The edge renders it in its client's protocol.
 *
 * <p>{@code eventId} rises within a conversation. All that belongs to one turn shares it: the
 * user's transcript, the agent's answer, its audio, its correction. After an interruption of
 * <i>n</i> nothing with an id up to <i>n</i> may be played.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = EdgeOutput.Started.class, name = "started"),
  @JsonSubTypes.Type(value = EdgeOutput.AgentResponse.class, name = "agent_response"),
  @JsonSubTypes.Type(value = EdgeOutput.AgentResponsePart.class, name = "agent_response_part"),
  @JsonSubTypes.Type(value = EdgeOutput.AgentResponseCorrection.class, name = "correction"),
  @JsonSubTypes.Type(value = EdgeOutput.UserTranscript.class, name = "user_transcript"),
  @JsonSubTypes.Type(value = EdgeOutput.TentativeUserTranscript.class, name = "tentative"),
  @JsonSubTypes.Type(value = EdgeOutput.Interruption.class, name = "interruption"),
  @JsonSubTypes.Type(value = EdgeOutput.VadScore.class, name = "vad_score"),
  @JsonSubTypes.Type(value = EdgeOutput.Failure.class, name = "failure"),
  @JsonSubTypes.Type(value = EdgeOutput.ToolAsked.class, name = "tool_asked"),
  @JsonSubTypes.Type(value = EdgeOutput.NumberWanted.class, name = "number_wanted"),
  @JsonSubTypes.Type(value = EdgeOutput.KeysPressed.class, name = "keys_pressed"),
  @JsonSubTypes.Type(value = EdgeOutput.ToolBegan.class, name = "tool_began"),
  @JsonSubTypes.Type(value = EdgeOutput.ToolEnded.class, name = "tool_ended"),
  @JsonSubTypes.Type(value = EdgeOutput.McpToolUse.class, name = "mcp_tool_use"),
  @JsonSubTypes.Type(value = EdgeOutput.McpServers.class, name = "mcp_servers"),
  @JsonSubTypes.Type(value = EdgeOutput.Alive.class, name = "alive"),
  @JsonSubTypes.Type(value = EdgeOutput.Ended.class, name = "ended")
})
public sealed interface EdgeOutput {

  /**
   * The conversation is accepted. Always the first output.
   *
   * @param recorded whether the edge is to tell {@code recordings} what is heard
   */
  record Started(AudioFormat agentOutput, AudioFormat userInput, boolean recorded)
      implements EdgeOutput {

    /** Of a conversation that is not recorded. */
    public Started(AudioFormat agentOutput, AudioFormat userInput) {
      this(agentOutput, userInput, false);
    }
  }

  /** A chunk of speech in the conversation's output format: whole samples, at most 1 s. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared or hashed
  record Audio(int eventId, byte[] samples, Alignment alignment) implements EdgeOutput {}

  /** The complete text of an agent turn. */
  record AgentResponse(int eventId, String responseId, String text) implements EdgeOutput {}

  /** A piece of an agent turn's text while it streams. */
  record AgentResponsePart(int eventId, String responseId, Part part, String text)
      implements EdgeOutput {}

  /** What was heard of an interrupted agent turn. */
  record AgentResponseCorrection(int eventId, String responseId, String original, String corrected)
      implements EdgeOutput {}

  record UserTranscript(int eventId, String text) implements EdgeOutput {}

  record TentativeUserTranscript(int eventId, String text) implements EdgeOutput {}

  /** Audio with an id up to this one stops now, whatever is still on its way. */
  record Interruption(int eventId, String reason) implements EdgeOutput {}

  /** Probability that the last frames hold speech, 0 to 1. */
  record VadScore(double score) implements EdgeOutput {}

  /**
   * Something failed and the conversation goes on, unless an {@link Ended} follows.
   *
   * @param errorType a name from the clients' list, for example {@code llm_timeout}
   */
  record Failure(int code, String errorType, String message) implements EdgeOutput {}

  /**
   * The client is to use one of its tools.
   *
   * @param expectsResponse whether an {@link EdgeInput.ToolAnswered} is waited for
   */
  record ToolAsked(
      int eventId,
      String toolCallId,
      String toolName,
      ObjectNode parameters,
      boolean expectsResponse)
      implements EdgeOutput {}

  /**
   * A telephone line is to put its caller through, when what the agent has said is heard. {@link
   * EdgeInput.NumberReached} answers.
   *
   * @param number in E.164, or a SIP URI
   * @param refer whether by SIP REFER; else by a conference that the agent leaves
   * @param agentMessage what whoever answers hears first
   */
  record NumberWanted(String toolCallId, String number, boolean refer, String agentMessage)
      implements EdgeOutput {}

  /**
   * A telephone line is to play keys.
   *
   * @param tones of 0 to 9, * and #; {@code w} is a pause of half a second
   */
  record KeysPressed(String tones) implements EdgeOutput {}

  /**
   * The agent begins to use a tool.
   *
   * @param toolType {@code client}, {@code webhook}, {@code system} or {@code mcp}
   */
  record ToolBegan(int eventId, String toolCallId, String toolName, String toolType)
      implements EdgeOutput {}

  /**
   * A tool was used, or could not be.
   *
   * @param isCalled false if whoever was to do it was never asked
   */
  record ToolEnded(
      int eventId,
      String toolCallId,
      String toolName,
      String toolType,
      boolean isError,
      boolean isCalled)
      implements EdgeOutput {}

  /**
   * How far the use of a tool of an MCP server is.
   *
   * @param atMs epoch milliseconds
   * @param detail the result of {@link McpState#SUCCESS}, why of {@link McpState#FAILURE}
   * @param patienceSecs only of {@link McpState#AWAITING_APPROVAL}: how long the user may think
   */
  record McpToolUse(
      String serverId,
      String toolCallId,
      String toolName,
      String description,
      ObjectNode parameters,
      long atMs,
      McpState state,
      Optional<String> detail,
      OptionalInt patienceSecs)
      implements EdgeOutput {}

  /** Which of the agent's MCP servers can be reached. */
  record McpServers(List<McpServer> servers) implements EdgeOutput {
    public McpServers {
      servers = List.copyOf(servers);
    }
  }

  record McpServer(String serverId, boolean isConnected, int toolCount) {}

  /** The owner still holds this conversation. Sent every {@link Liveness#INTERVAL}. */
  record Alive() implements EdgeOutput {}

  /**
   * The conversation is over. The edge plays what it has, then hangs up.
   *
   * @param code WebSocket close code; 1000 when the agent ended the call in good order
   * @param reason at most 123 bytes of UTF-8, fit to be shown to the client
   */
  record Ended(int code, String reason) implements EdgeOutput {}

  /** Where in the stream a part stands. */
  enum Part {
    START,
    DELTA,
    STOP;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far the use of an MCP server's tool is. */
  enum McpState {
    LOADING,
    AWAITING_APPROVAL,
    SUCCESS,
    FAILURE;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
