package io.colloquy.contracts.event;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.llm.LlmUsage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The data of an event on {@code transcripts}: one turn, published when it is over, holding what
 * was heard.
 *
 * @param index from 0, rising by one within the conversation
 * @param timeInCallSecs when the turn began, in seconds from the start of the conversation
 * @param interrupted true for an agent turn that the user cut short
 * @param originalMessage what the agent would have said, when it was interrupted
 * @param sourceMedium {@code audio} or {@code text}
 * @param metricsMs named durations in milliseconds
 * @param voices the message voice by voice, where the agent changed voices; else empty
 * @param toolCalls what the agent wants from tools; a turn that has some has no message
 * @param toolResults what came of earlier calls; likewise
 * @param files what the user sent along; the bytes are not kept
 * @param ragRetrievalInfo what the knowledge base was asked for this turn of the agent, if it was
 * @param llmUsage what the models that wrote this turn of the agent have used, if they did
 * @param eventId under which clients and the recording know this turn; the agent's answer shares it
 *     with the user's turn that it answers
 */
public record TranscriptTurn(
    String conversationId,
    String agentId,
    int index,
    Role role,
    String message,
    int timeInCallSecs,
    boolean interrupted,
    Optional<String> originalMessage,
    Optional<String> sourceMedium,
    Map<String, Double> metricsMs,
    List<VoicePart> voices,
    List<ToolUse> toolCalls,
    List<ToolResult> toolResults,
    List<File> files,
    Optional<RagRetrieval> ragRetrievalInfo,
    Optional<LlmUsage> llmUsage,
    Optional<Integer> eventId) {

  public static final String TYPE = "io.colloquy.transcript.turn.v1";

  public TranscriptTurn {
    metricsMs = Map.copyOf(metricsMs);
    // Not in events of earlier versions:
    voices = voices == null ? List.of() : List.copyOf(voices);
    toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
    toolResults = toolResults == null ? List.of() : List.copyOf(toolResults);
    files = files == null ? List.of() : List.copyOf(files);
    ragRetrievalInfo = ragRetrievalInfo == null ? Optional.empty() : ragRetrievalInfo;
    llmUsage = llmUsage == null ? Optional.empty() : llmUsage;
    eventId = eventId == null ? Optional.empty() : eventId;
  }

  /** A turn whose event id is not known. */
  public TranscriptTurn(
      String conversationId,
      String agentId,
      int index,
      Role role,
      String message,
      int timeInCallSecs,
      boolean interrupted,
      Optional<String> originalMessage,
      Optional<String> sourceMedium,
      Map<String, Double> metricsMs,
      List<VoicePart> voices,
      List<ToolUse> toolCalls,
      List<ToolResult> toolResults,
      List<File> files,
      Optional<RagRetrieval> ragRetrievalInfo,
      Optional<LlmUsage> llmUsage) {
    this(
        conversationId,
        agentId,
        index,
        role,
        message,
        timeInCallSecs,
        interrupted,
        originalMessage,
        sourceMedium,
        metricsMs,
        voices,
        toolCalls,
        toolResults,
        files,
        ragRetrievalInfo,
        llmUsage,
        Optional.empty());
  }

  /** A turn of which there is no more to tell than what was said. */
  public TranscriptTurn(
      String conversationId,
      String agentId,
      int index,
      Role role,
      String message,
      int timeInCallSecs,
      boolean interrupted,
      Optional<String> originalMessage,
      Optional<String> sourceMedium,
      Map<String, Double> metricsMs,
      List<VoicePart> voices) {
    this(
        conversationId,
        agentId,
        index,
        role,
        message,
        timeInCallSecs,
        interrupted,
        originalMessage,
        sourceMedium,
        metricsMs,
        voices,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** A file, as the one who sent it called it. */
  public record File(String fileId, String name, String mediaType) {}

  /**
   * What was looked up.
   *
   * @param retrievalQuery the text whose meaning was looked for
   * @param ragLatencySecs how long the model's request waited for it
   */
  public record RagRetrieval(
      List<RagChunk> chunks, String embeddingModel, String retrievalQuery, double ragLatencySecs) {
    public RagRetrieval {
      chunks = List.copyOf(chunks);
    }
  }

  /**
   * A passage that the model was given.
   *
   * @param chunkId empty for a document that is too small to be cut
   * @param vectorDistance cosine distance to the query, 0 to 2; 0 for a document that is given
   *     whole
   */
  public record RagChunk(String documentId, String chunkId, double vectorDistance) {}

  /**
   * What one voice said.
   *
   * @param voiceLabel empty for the agent's own voice
   * @param timeInCallSecs when it began, in seconds from the start of the conversation, if known
   */
  public record VoicePart(
      String text, Optional<String> voiceLabel, Optional<Integer> timeInCallSecs) {}

  /**
   * A tool that the agent uses. Members as the REST interface shows them.
   *
   * @param type {@code client}, {@code webhook}, {@code system} or {@code mcp}
   * @param paramsAsJson as the model filled them in
   * @param toolHasBeenCalled false where the user had not allowed it, or nothing could be asked
   * @param toolDetails what was asked of whom; free of secrets
   */
  public record ToolUse(
      String type,
      String requestId,
      String toolName,
      String paramsAsJson,
      boolean toolHasBeenCalled,
      Optional<ObjectNode> toolDetails) {}

  /**
   * What came of it.
   *
   * @param resultValue what the model was told
   * @param toolLatencySecs from the call to the result
   * @param dynamicVariableUpdates the variables that the result has set
   * @param result of a system tool: its outcome, by {@code result_type}
   */
  public record ToolResult(
      String type,
      String requestId,
      String toolName,
      String resultValue,
      boolean isError,
      boolean toolHasBeenCalled,
      double toolLatencySecs,
      List<VariableUpdate> dynamicVariableUpdates,
      Optional<ObjectNode> result) {
    public ToolResult {
      dynamicVariableUpdates = List.copyOf(dynamicVariableUpdates);
    }
  }

  /**
   * A dynamic variable that a tool has set.
   *
   * @param oldValue empty if it had none
   * @param updatedAt seconds since 1970
   */
  public record VariableUpdate(
      String variableName,
      Optional<String> oldValue,
      String newValue,
      double updatedAt,
      String toolName,
      String toolRequestId) {}

  public enum Role {
    USER,
    AGENT;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The public event that carries this turn; its id is the same each time. */
  public CloudEvent<TranscriptTurn> event(Instant now) {
    return new CloudEvent<>(
        conversationId + ".turn." + index,
        TYPE,
        "/conversation-service",
        conversationId,
        now,
        this);
  }
}
