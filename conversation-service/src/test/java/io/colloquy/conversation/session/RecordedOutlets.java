package io.colloquy.conversation.session;

import io.colloquy.bus.trace.Trace;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.ToolCalled;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.speech.SpeechRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps all that conversations send, as the topics would. */
final class RecordedOutlets implements Outlets {

  record ToEdge(EdgeAddress edge, String conversationId, EdgeOutput output) {}

  final List<ToEdge> toEdge = new ArrayList<>();
  final List<LlmRequest> toModel = new ArrayList<>();
  final List<SpeechRequest> toVoice = new ArrayList<>();

  /** The same as they go over the topics. */
  final List<Packet> packetsToModel = new ArrayList<>();

  final List<Packet> packetsToVoice = new ArrayList<>();
  final List<ConversationEvent> events = new ArrayList<>();
  final List<TranscriptTurn> turns = new ArrayList<>();
  final List<ToolCalled> toolCalls = new ArrayList<>();
  final Map<String, Snapshot> snapshots = new LinkedHashMap<>();

  @Override
  public void toEdge(EdgeAddress edge, String conversationId, EdgeOutput output) {
    toEdge.add(new ToEdge(edge, conversationId, output));
  }

  @Override
  public void toModel(LlmRequest request, Trace trace) {
    toModel.add(request);
    packetsToModel.add(trace.on(LlmRequest.CODEC.encode(request)));
  }

  @Override
  public void toVoice(SpeechRequest request, Trace trace) {
    toVoice.add(request);
    packetsToVoice.add(trace.on(SpeechRequest.CODEC.encode(request)));
  }

  @Override
  public void publish(ConversationEvent event) {
    events.add(event);
  }

  @Override
  public void publish(TranscriptTurn turn) {
    turns.add(turn);
  }

  @Override
  public void publish(ToolCalled call) {
    toolCalls.add(call);
  }

  /** As the topic does it: only what survives the way to JSON and back is kept. */
  @Override
  public void keep(Snapshot snapshot) {
    snapshots.put(
        snapshot.conversationId(), Snapshot.CODEC.decode(Snapshot.CODEC.encode(snapshot)));
  }

  @Override
  public void forget(String conversationId) {
    snapshots.remove(conversationId);
  }

  <T extends EdgeOutput> List<T> told(Class<T> type) {
    return toEdge.stream().map(ToEdge::output).filter(type::isInstance).map(type::cast).toList();
  }

  List<String> toldInOrder() {
    return toEdge.stream().map(e -> e.output().getClass().getSimpleName()).toList();
  }

  LlmRequest.Generate lastGeneration() {
    return toModel.stream()
        .filter(LlmRequest.Generate.class::isInstance)
        .map(LlmRequest.Generate.class::cast)
        .toList()
        .getLast();
  }
}
