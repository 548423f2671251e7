package io.colloquy.analysis.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.analysis.history.ConversationRecord;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.contracts.event.ConversationEvent.Started;
import java.util.Optional;

/** What the client brought to the conversation, as it came. */
record InitiationData(
    ObjectNode conversationConfigOverride,
    ObjectNode customLlmExtraBody,
    Optional<String> userId,
    SourceInfo sourceInfo,
    ObjectNode dynamicVariables) {

  record SourceInfo(Optional<String> source, Optional<String> version) {}

  static InitiationData of(ConversationRecord known) {
    var brought = known.started().map(Started::initiation).orElseGet(Initiation::bare);
    return new InitiationData(
        brought.conversationConfigOverride(),
        brought.customLlmExtraBody(),
        brought.userId(),
        new SourceInfo(
            known.started().flatMap(ClientNames::source),
            known.started().flatMap(ClientNames::sourceVersion)),
        brought.dynamicVariables());
  }
}
