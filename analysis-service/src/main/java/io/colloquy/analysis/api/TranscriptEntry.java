package io.colloquy.analysis.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.analysis.recording.Recording;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.LlmUsage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One turn of a transcript. */
record TranscriptEntry(
    TranscriptTurn.Role role,
    Optional<AgentMetadata> agentMetadata,
    Optional<String> message,
    Optional<Multivoice> multivoiceMessage,
    List<TranscriptTurn.ToolUse> toolCalls,
    List<TranscriptTurn.ToolResult> toolResults,
    Optional<JsonNode> feedback,
    Optional<String> llmOverride,
    int timeInCallSecs,
    Optional<TurnMetrics> conversationTurnMetrics,
    Optional<TranscriptTurn.RagRetrieval> ragRetrievalInfo,
    Optional<LlmUsage> llmUsage,
    boolean interrupted,
    Optional<String> originalMessage,
    Optional<String> sourceMedium,
    Optional<FileInput> fileInput,
    List<FileInput> fileInputs) {

  /** Which agent spoke. */
  record AgentMetadata(
      String agentId, Optional<String> branchId, Optional<String> workflowNodeId) {}

  /** A message in several voices, in the order in which they spoke. */
  record Multivoice(List<TranscriptTurn.VoicePart> parts) {}

  /**
   * What the user sent along. Clients want an address; there is none, because the file is gone when
   * the conversation is over.
   */
  record FileInput(String fileId, String originalFilename, String mimeType, String fileUrl) {
    static FileInput of(TranscriptTurn.File file) {
      return new FileInput(file.fileId(), file.name(), file.mediaType(), "");
    }
  }

  record TurnMetrics(Map<String, Metric> metrics) {}

  /** How long something took, in seconds. */
  record Metric(double elapsedTime) {}

  /** How long the caller waited for this turn, as it can be heard in the recording. */
  static final String EAR_TO_EAR = "ear_to_ear_latency";

  static TranscriptEntry of(TranscriptTurn turn, Optional<Recording> recording) {
    var files = turn.files().stream().map(FileInput::of).toList();
    return new TranscriptEntry(
        turn.role(),
        turn.role() == TranscriptTurn.Role.AGENT
            ? Optional.of(new AgentMetadata(turn.agentId(), Optional.empty(), Optional.empty()))
            : Optional.empty(),
        message(turn),
        voices(turn),
        turn.toolCalls(),
        turn.toolResults(),
        Optional.empty(),
        Optional.empty(),
        turn.timeInCallSecs(),
        metrics(turn.metricsMs(), recording.flatMap(r -> r.latencyOf(turn))),
        turn.ragRetrievalInfo(),
        turn.llmUsage(),
        turn.interrupted(),
        turn.originalMessage(),
        turn.sourceMedium(),
        files.stream().findFirst(),
        files);
  }

  /** Nothing is said in a turn that uses tools. */
  private static Optional<String> message(TranscriptTurn turn) {
    boolean usesTools = !turn.toolCalls().isEmpty() || !turn.toolResults().isEmpty();
    return usesTools && turn.message().isEmpty() ? Optional.empty() : Optional.of(turn.message());
  }

  private static Optional<Multivoice> voices(TranscriptTurn turn) {
    return turn.voices().isEmpty() ? Optional.empty() : Optional.of(new Multivoice(turn.voices()));
  }

  private static Optional<TurnMetrics> metrics(
      Map<String, Double> millis, Optional<Double> earToEar) {
    if (millis.isEmpty() && earToEar.isEmpty()) {
      return Optional.empty();
    }
    var metrics = new TreeMap<String, Metric>();
    earToEar.ifPresent(value -> metrics.put(EAR_TO_EAR, new Metric(value / 1000)));
    millis.forEach((name, value) -> metrics.put(name, new Metric(value / 1000)));
    return Optional.of(new TurnMetrics(metrics));
  }
}
