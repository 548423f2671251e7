package io.colloquy.analysis.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.analysis.history.Status;
import io.colloquy.analysis.recording.Recording;
import io.colloquy.analysis.store.Kept;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a request for one conversation. What Colloquy does not record yet is there as the
 * null or the default that the clients' model names for it.
 *
 * @param analysis empty until the conversation is analysed
 */
record ConversationDetail(
    String agentId,
    Optional<String> agentName,
    String conversationId,
    Status status,
    Optional<String> userId,
    List<TranscriptEntry> transcript,
    CallMetadata metadata,
    Optional<JsonNode> analysis,
    InitiationData conversationInitiationClientData,
    boolean hasAudio,
    boolean hasUserAudio,
    boolean hasResponseAudio,
    boolean hasAuxiliaryAudio) {

  static ConversationDetail of(Kept kept) {
    var known = kept.told();
    var outline = known.outline();
    return new ConversationDetail(
        known.agentId(),
        outline.agentName(),
        known.conversationId(),
        outline.status(),
        outline.userId(),
        known.transcript().stream()
            .map(turn -> TranscriptEntry.of(turn, kept.recording()))
            .toList(),
        CallMetadata.of(kept, outline),
        Optional.empty(),
        InitiationData.of(known),
        kept.recording().map(Recording::hasAudio).orElse(false),
        kept.recording().map(Recording::hasUserAudio).orElse(false),
        kept.recording().map(Recording::hasResponseAudio).orElse(false),
        false);
  }
}
