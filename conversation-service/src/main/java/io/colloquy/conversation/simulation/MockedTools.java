package io.colloquy.conversation.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.conversation.tools.Offer;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The tools of an agent in a simulation. Nothing leaves the server: no webhook, no MCP server, no
 * phone. Only what happens within a conversation does: its end, a silence, another agent.
 */
final class MockedTools {

  private static final String RESULT_TYPE = "result_type";
  private static final String STATUS = "status";
  private static final String SUCCESS = "success";
  private static final String REASON = "reason";

  private final Mocks mocks;
  private final Function<String, Optional<Party>> agents;

  /** A call as it stands in the transcript, and what follows from it. */
  record Used(Turns.Use use, Upshot upshot) {}

  /** What a tool said, the typed result of a system tool, and what follows. */
  private record Outcome(Mocks.Reply reply, ObjectNode result, Upshot upshot) {}

  /**
   * @param agents finds an agent to which the user is handed over; may block
   */
  MockedTools(Mocks mocks, Function<String, Optional<Party>> agents) {
    this.mocks = mocks;
    this.agents = agents;
  }

  /** Uses a tool that this agent's model asked for. */
  Used use(Party agent, ToolCall call) {
    return use(agent, requestId(call.name()), call.name(), call.arguments());
  }

  Used use(Party agent, String requestId, String tool, String arguments) {
    var offer = agent.offer(tool);
    var parameters = parameters(arguments);
    var outcome = offer.map(it -> outcome(agent, it, parameters)).orElseGet(() -> unknown(tool));
    var use =
        new Turns.Use(
            requestId,
            offer.map(Offer::type).orElse(null),
            tool,
            arguments.isBlank() ? "{}" : arguments,
            outcome.reply(),
            outcome.result());
    return new Used(use, outcome.upshot());
  }

  private static String requestId(String tool) {
    return tool + "_" + UUID.randomUUID().toString().replace("-", "");
  }

  private static JsonNode parameters(String arguments) {
    try {
      return Json.MAPPER.readTree(arguments);
    } catch (JsonProcessingException e) {
      return Json.MAPPER.createObjectNode(); // the transcript shows what the model wrote
    }
  }

  private static Outcome unknown(String tool) {
    return failed("There is no tool '" + tool + "'.", Json.MAPPER.createObjectNode());
  }

  private static Outcome failed(String message, ObjectNode result) {
    return new Outcome(new Mocks.Reply(message, true), result, new Upshot.GoOn());
  }

  private Outcome outcome(Party agent, Offer offer, JsonNode parameters) {
    var mock = mocks.of(offer.name());
    if (!offer.type().equals(Offer.SYSTEM)) {
      return new Outcome(
          mock.orElse(Mocks.DEFAULT), Json.MAPPER.createObjectNode(), new Upshot.GoOn());
    }
    if (mock.isPresent() && mock.get().isError()) {
      return new Outcome(mock.get(), Json.MAPPER.createObjectNode(), new Upshot.GoOn());
    }
    return switch (offer.name()) {
      case "end_call" -> end(mock, parameters);
      case "transfer_to_number" -> transferToNumber(mock, offer, parameters);
      case "transfer_to_agent" ->
          mock.map(reply -> skipped(reply, new Upshot.GoOn()))
              .orElseGet(() -> transferToAgent(agent, offer, parameters));
      case "voicemail_detection" ->
          skipped(
              mock.orElse(Mocks.DEFAULT),
              new Upshot.End(
                  Ending.AGENT_ENDED,
                  offer.config().at("/params/voicemail_message").asText("").strip()));
      case "skip_turn" -> skipped(mock.orElse(Mocks.DEFAULT), new Upshot.BeSilent());
      default -> skipped(mock.orElse(Mocks.DEFAULT), new Upshot.GoOn());
    };
  }

  private static Outcome skipped(Mocks.Reply reply, Upshot upshot) {
    var result =
        Json.MAPPER
            .createObjectNode()
            .put(RESULT_TYPE, "testing_tool_result")
            .put(STATUS, SUCCESS)
            .put(REASON, "Skipping tool call in test mode");
    return new Outcome(reply, result, upshot);
  }

  private static Outcome end(Optional<Mocks.Reply> mock, JsonNode parameters) {
    var result =
        Json.MAPPER.createObjectNode().put(RESULT_TYPE, "end_call_success").put(STATUS, SUCCESS);
    result.put(REASON, parameters.path(REASON).textValue());
    result.put("message", parameters.path("message").textValue());
    return new Outcome(
        mock.orElse(Mocks.DEFAULT),
        result,
        new Upshot.End(Ending.AGENT_ENDED, parameters.path("message").asText("").strip()));
  }

  private static Outcome transferToNumber(
      Optional<Mocks.Reply> mock, Offer offer, JsonNode parameters) {
    var number = parameters.path("transfer_number").asText("");
    boolean known =
        StreamSupport.stream(offer.config().at("/params/transfers").spliterator(), false)
            .anyMatch(transfer -> destination(transfer).equals(number));
    if (!known) {
      var error = "No transfer to this number is configured.";
      return failed(error, error("transfer_to_number_error", error));
    }
    return skipped(
        mock.orElse(Mocks.DEFAULT),
        new Upshot.End(Ending.TRANSFERRED, parameters.path("client_message").asText("").strip()));
  }

  private static String destination(JsonNode transfer) {
    var to = transfer.path("transfer_destination");
    return to.path("phone_number")
        .asText(to.path("sip_uri").asText(transfer.path("phone_number").asText()));
  }

  private Outcome transferToAgent(Party from, Offer offer, JsonNode parameters) {
    var rule =
        parameters.path("agent_number").canConvertToInt()
            ? offer.config().at("/params/transfers").path(parameters.get("agent_number").intValue())
            : Json.MAPPER.missingNode();
    var to =
        rule.isObject() ? agents.apply(rule.path("agent_id").asText()) : Optional.<Party>empty();
    if (to.isEmpty()) {
      var error = "There is no agent with this number.";
      return failed(error, error("transfer_to_agent_error", error).put("from_agent", from.id()));
    }
    var words = rule.path("transfer_message").asText("").strip();
    boolean greets = rule.path("enable_transferred_agent_first_message").asBoolean();
    var result =
        Json.MAPPER
            .createObjectNode()
            .put(RESULT_TYPE, "transfer_to_agent_success")
            .put(STATUS, SUCCESS)
            .put("from_agent", from.id())
            .put("to_agent", to.get().id())
            .put("condition", rule.path("condition").asText())
            .put("delay_ms", rule.path("delay_ms").asInt())
            .put("transfer_message", words.isEmpty() ? null : words)
            .put("enable_transferred_agent_first_message", greets);
    return new Outcome(Mocks.DEFAULT, result, new Upshot.HandOver(to.get(), words, greets));
  }

  private static ObjectNode error(String type, String error) {
    return Json.MAPPER
        .createObjectNode()
        .put(RESULT_TYPE, type)
        .put(STATUS, "error")
        .put("error", error);
  }
}
