package io.colloquy.conversation.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.event.TranscriptTurn.VariableUpdate;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.conversation.tools.Offer;
import io.colloquy.conversation.tools.ToolResult;
import io.colloquy.conversation.turn.Effect;
import io.colloquy.conversation.turn.Event.Next;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;

/** One use of a tool, from the model's call to its outcome, as everybody is told of it. */
final class ToolInUse {

  static final String CLIENT = "client";
  static final String MCP = "mcp";

  /** Where a tool does not say for itself how long it may take. */
  private static final int PATIENCE_SECS = 20;

  /**
   * @param wasCalled false if whoever was to do it was never asked
   */
  private record Outcome(
      ToolResult result,
      boolean wasCalled,
      Optional<ObjectNode> system,
      Next next,
      List<VariableUpdate> updates,
      long atMs) {}

  final String generation;
  final List<ToolInUse> step;
  final Optional<Offer> offer;
  final String requestId;
  final long calledAtMs;
  boolean awaitsApproval;
  Optional<SystemTools.Destination> destination = Optional.empty();
  Optional<Timers.Pending> deadline = Optional.empty();
  Optional<FutureTask<ToolResult>> work = Optional.empty();

  private final int eventId;
  private final ToolCall call;
  private ObjectNode arguments = Json.MAPPER.createObjectNode();
  private Optional<Outcome> outcome = Optional.empty();

  /**
   * @param step the uses that the model asked for at once, this one among them
   */
  ToolInUse(
      Effect.UseTools wanted,
      List<ToolInUse> step,
      ToolCall call,
      Optional<Offer> offer,
      long now) {
    this.generation = wanted.generationId();
    this.eventId = wanted.eventId();
    this.step = step;
    this.call = call;
    this.offer = offer;
    this.requestId = Ids.random(call.name() + "_");
    this.calledAtMs = now;
  }

  String type() {
    return offer.map(Offer::type).orElse(CLIENT);
  }

  /** As its owner calls it; a model may know it by another name. */
  String name() {
    return offer
        .filter(it -> !it.type().equals(Offer.SYSTEM))
        .map(it -> it.config().path("name").asText(call.name()))
        .orElse(call.name());
  }

  ObjectNode config() {
    return offer.orElseThrow().config();
  }

  int patienceSecs() {
    return config().path("response_timeout_secs").asInt(PATIENCE_SECS);
  }

  /** False if what the model gave is no JSON object. */
  boolean takeArguments() {
    try {
      var text = call.arguments().isBlank() ? "{}" : call.arguments();
      if (Json.MAPPER.readTree(text) instanceof ObjectNode object) {
        arguments = object;
        return true;
      }
      return false;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  ObjectNode arguments() {
    return arguments;
  }

  /** Takes the arguments with what the model has no say in. */
  void complete(ObjectNode all) {
    arguments = all;
  }

  void finish(SystemTools.Done done, long now) {
    var result = new ToolResult(done.result().toString(), done.isError(), Optional.empty());
    outcome =
        Optional.of(
            new Outcome(result, true, Optional.of(done.result()), done.next(), List.of(), now));
  }

  void finish(ToolResult result, boolean wasCalled, List<VariableUpdate> updates, long now) {
    outcome =
        Optional.of(
            new Outcome(result, wasCalled, Optional.empty(), new Next.Answer(), updates, now));
  }

  boolean isOver() {
    return outcome.isPresent();
  }

  Next next() {
    return outcome().next();
  }

  boolean failed() {
    return outcome().result().isError();
  }

  boolean endsTheCall() {
    return type().equals(Offer.SYSTEM) && call.name().equals(SystemTools.END_CALL);
  }

  private Outcome outcome() {
    return outcome.orElseThrow();
  }

  // What the client is told

  EdgeOutput began() {
    return new EdgeOutput.ToolBegan(eventId, requestId, name(), type());
  }

  EdgeOutput asked(boolean expectsResponse) {
    return new EdgeOutput.ToolAsked(eventId, requestId, name(), arguments, expectsResponse);
  }

  EdgeOutput.ToolEnded ended() {
    return new EdgeOutput.ToolEnded(
        eventId, requestId, name(), type(), failed(), outcome().wasCalled());
  }

  EdgeOutput awaitingApproval(int patienceSecs, long now) {
    return mcp(
        EdgeOutput.McpState.AWAITING_APPROVAL, now, Optional.empty(), OptionalInt.of(patienceSecs));
  }

  EdgeOutput progress(EdgeOutput.McpState state, long now) {
    return mcp(state, now, outcome.map(it -> it.result().value()), OptionalInt.empty());
  }

  private EdgeOutput mcp(
      EdgeOutput.McpState state, long now, Optional<String> detail, OptionalInt patienceSecs) {
    return new EdgeOutput.McpToolUse(
        config().path("mcp_server_id").asText(),
        requestId,
        name(),
        config().path("description").asText(),
        arguments,
        now,
        state,
        detail,
        patienceSecs);
  }

  // What the model is told

  /** An error is marked as one, so that the model does not take it for what it asked for. */
  ChatMessage asMessage() {
    var result = outcome().result();
    var marked =
        Json.MAPPER
            .createObjectNode()
            .put("status", "error")
            .put("is_error", true)
            .put("error", result.value());
    boolean plain = !result.isError() || outcome().system().isPresent();
    return ChatMessage.tool(call.id(), plain ? result.value() : marked.toString());
  }

  // What the transcript says

  /** What a client's tool was asked for, as a transcript shows it. */
  Optional<ObjectNode> details() {
    var details = Json.MAPPER.createObjectNode().put("type", CLIENT);
    return Optional.of(details.put("parameters", arguments.toString()));
  }

  TranscriptTurn.ToolUse asUse() {
    return new TranscriptTurn.ToolUse(
        type(),
        requestId,
        name(),
        arguments.toString(),
        outcome().wasCalled(),
        outcome().result().details());
  }

  TranscriptTurn.ToolResult asResult() {
    return new TranscriptTurn.ToolResult(
        type(),
        requestId,
        name(),
        outcome().result().value(),
        failed(),
        outcome().wasCalled(),
        Math.max(0, outcome().atMs() - calledAtMs) / 1000.0,
        outcome().updates(),
        outcome().system());
  }
}
