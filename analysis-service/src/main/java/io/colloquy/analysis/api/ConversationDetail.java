package io.colloquy.analysis.api;

import io.colloquy.analysis.history.Status;
import io.colloquy.analysis.recording.Recording;
import io.colloquy.analysis.store.Kept;
import io.colloquy.analysis.store.Kept.Conclusion;
import io.colloquy.contracts.analysis.Analysis;
import java.util.List;
import java.util.Optional;

/**
 * A conversation as clients see it: the answer to a request for it, and what webhooks tell of it.
 * What Colloquy does not record is there as the null or the default that the clients' model names
 * for it.
 *
 * @param analysis empty until the conversation is analysed
 */
public record ConversationDetail(
    String agentId,
    Optional<String> agentName,
    String conversationId,
    Status status,
    Optional<String> userId,
    List<TranscriptEntry> transcript,
    CallMetadata metadata,
    Optional<Analysis> analysis,
    InitiationData conversationInitiationClientData,
    boolean hasAudio,
    boolean hasUserAudio,
    boolean hasResponseAudio,
    boolean hasAuxiliaryAudio) {

  public static ConversationDetail of(Kept kept) {
    var known = kept.told();
    var outline = kept.outline();
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
        kept.conclusion().flatMap(Conclusion::analysis),
        InitiationData.of(known),
        kept.recording().map(Recording::hasAudio).orElse(false),
        kept.recording().map(Recording::hasUserAudio).orElse(false),
        kept.recording().map(Recording::hasResponseAudio).orElse(false),
        false);
  }
}
