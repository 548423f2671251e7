package io.colloquy.conversation.session;

import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.ToolCalled;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.conversation.prompt.SystemVariables;
import io.colloquy.conversation.prompt.Variables;
import io.colloquy.conversation.turn.Effect;
import io.colloquy.conversation.turn.SpokenTurn;
import io.colloquy.conversation.turn.TurnMachine;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What a conversation is from the moment that it is accepted, and how others are told of it.
 *
 * @param startedAtMs epoch milliseconds
 */
record Session(
    String conversationId,
    int partition,
    EdgeAddress edge,
    EdgeInput.Opened opened,
    ActingAgent agent,
    long startedAtMs,
    Requests requests,
    TurnMachine machine,
    AudioIntake intake) {

  ConversationConfig config() {
    return agent.config();
  }

  boolean isTextOnly() {
    return config().conversation().textOnly();
  }

  /** The same from now on, with another agent, or in another language, or with other variables. */
  Session goingOnWith(ActingAgent other) {
    return new Session(
        conversationId,
        partition,
        edge,
        opened,
        other,
        startedAtMs,
        new Requests(conversationId, edge, other),
        machine,
        intake);
  }

  SystemVariables systemVariables(long now) {
    return SystemVariables.of(
        conversationId,
        opened.agentId(),
        agent.agentId(),
        opened.phoneCall(),
        isTextOnly(),
        zone(),
        Instant.ofEpochMilli(startedAtMs),
        Instant.ofEpochMilli(now));
  }

  private ZoneId zone() {
    return config()
        .agent()
        .prompt()
        .timezone()
        .filter(ZoneId.getAvailableZoneIds()::contains)
        .map(ZoneId::of)
        .orElse(ZoneOffset.UTC);
  }

  ConversationEvent.Started started(boolean recorded) {
    return new ConversationEvent.Started(
        conversationId,
        agent.agentId(),
        agent.name(),
        startedAtMs / 1000,
        opened.authorizationMethod(),
        opened.source(),
        opened.sourceVersion(),
        config().agent().language(),
        isTextOnly(),
        withoutSecrets(opened.initiation()),
        recorded,
        opened.phoneCall());
  }

  /** Secret variables are for tools only; nobody who reads the event may know their values. */
  private static Initiation withoutSecrets(Initiation initiation) {
    var variables = initiation.dynamicVariables().deepCopy();
    variables.properties().removeIf(variable -> variable.getKey().startsWith(Variables.SECRET));
    return new Initiation(
        initiation.conversationConfigOverride(),
        initiation.customLlmExtraBody(),
        variables,
        initiation.userId());
  }

  TranscriptTurn transcript(
      SpokenTurn turn, Optional<TranscriptTurn.RagRetrieval> retrieval, Optional<LlmUsage> used) {
    return new TranscriptTurn(
        conversationId,
        agent.agentId(),
        turn.index(),
        turn.role(),
        turn.message(),
        secondsInCall(turn.beganAtMs()),
        turn.original().isPresent(),
        turn.original(),
        Optional.of(turn.typed() ? "text" : "audio"),
        turn.metricsMs(),
        turn.voices().stream().map(this::voicePart).toList(),
        turn.toolCalls(),
        turn.toolResults(),
        turn.files().stream()
            .map(file -> new TranscriptTurn.File(file.fileId(), file.name(), file.mediaType()))
            .toList(),
        retrieval,
        used,
        turn.eventId());
  }

  ToolCalled toolCalled(
      TranscriptTurn.ToolUse use, TranscriptTurn.ToolResult result, long calledAtMs) {
    return new ToolCalled(conversationId, agent.agentId(), calledAtMs, use, result);
  }

  private TranscriptTurn.VoicePart voicePart(SpokenTurn.Part part) {
    Optional<Integer> time =
        part.beganAtMs().isPresent()
            ? Optional.of(secondsInCall(part.beganAtMs().getAsLong()))
            : Optional.empty();
    return new TranscriptTurn.VoicePart(part.text(), part.voice(), time);
  }

  private int secondsInCall(long epochMs) {
    return (int) Math.max(0, (epochMs - startedAtMs) / 1000);
  }

  ConversationEvent.Ended ended(Effect.End end, LlmUsage used, long now) {
    return new ConversationEvent.Ended(
        conversationId,
        opened.agentId(),
        startedAtMs / 1000,
        now / 1000,
        machine.memory().nextTurn(),
        end.termination(),
        end.failure(),
        Optional.of(used));
  }

  Snapshot snapshot(LlmUsage used, long lastSequence) {
    return new Snapshot(
        conversationId,
        partition,
        edge,
        opened,
        agent.workspace().id(),
        agent.agentId(),
        agent.name(),
        config(),
        agent.variables().assigned(),
        agent.zeroRetention(),
        used,
        startedAtMs,
        machine.memory(),
        lastSequence);
  }
}
