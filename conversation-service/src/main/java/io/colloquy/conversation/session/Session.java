package io.colloquy.conversation.session;

import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.conversation.turn.Effect;
import io.colloquy.conversation.turn.SpokenTurn;
import io.colloquy.conversation.turn.TurnMachine;
import java.util.Optional;

/**
 * What a conversation is from the moment that it is accepted, and how others are told of it.
 *
 * @param config the agent's, in the language of the moment, under the client's overrides
 * @param startedAtMs epoch milliseconds
 */
record Session(
    String conversationId,
    int partition,
    EdgeAddress edge,
    EdgeInput.Opened opened,
    ConversationConfig config,
    long startedAtMs,
    Requests requests,
    TurnMachine machine,
    AudioIntake intake) {

  boolean isTextOnly() {
    return config.conversation().textOnly();
  }

  Session goingOnWith(ConversationConfig other, Requests otherRequests) {
    return new Session(
        conversationId,
        partition,
        edge,
        opened,
        other,
        startedAtMs,
        otherRequests,
        machine,
        intake);
  }

  ConversationEvent.Started started(Agent agent) {
    return new ConversationEvent.Started(
        conversationId,
        agent.agentId(),
        agent.name(),
        startedAtMs / 1000,
        opened.authorizationMethod(),
        opened.source(),
        opened.sourceVersion(),
        config.agent().language(),
        isTextOnly(),
        opened.initiation());
  }

  TranscriptTurn transcript(SpokenTurn turn) {
    return new TranscriptTurn(
        conversationId,
        opened.agentId(),
        turn.index(),
        turn.role(),
        turn.message(),
        secondsInCall(turn.beganAtMs()),
        turn.original().isPresent(),
        turn.original(),
        Optional.of(turn.typed() ? "text" : "audio"),
        turn.metricsMs(),
        turn.voices().stream().map(this::voicePart).toList());
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

  ConversationEvent.Ended ended(Effect.End end, long now) {
    return new ConversationEvent.Ended(
        conversationId,
        opened.agentId(),
        startedAtMs / 1000,
        now / 1000,
        machine.memory().nextTurn(),
        end.termination(),
        end.failure());
  }

  Snapshot snapshot(long lastSequence) {
    return new Snapshot(
        conversationId,
        partition,
        edge,
        opened,
        config,
        startedAtMs,
        machine.memory(),
        lastSequence);
  }
}
