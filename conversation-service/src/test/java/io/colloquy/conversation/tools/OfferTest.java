package io.colloquy.conversation.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import org.junit.jupiter.api.Test;

class OfferTest {

  private static Offer offer(String config) {
    return Offer.of(json(config));
  }

  private static ObjectNode json(String text) {
    return Json.read(text, ObjectNode.class);
  }

  @Test
  void aWebhookTakesWhatItsPathItsQueryAndItsBodyTake() {
    var offer =
        offer(
            """
            {"type": "webhook", "name": "weather", "description": "Tells the weather.",
             "api_schema": {"url": "https://example.com/{place}",
               "path_params_schema": {"place": {"type": "string", "description": "Where",
                 "enum": ["here", "there"], "dynamic_variable": "", "constant_value": ""}},
               "query_params_schema": {"required": ["days"], "properties": {
                 "days": {"type": "integer", "description": "How many", "enum": null}}},
               "request_body_schema": {"type": "object", "required": [], "properties": {
                 "list": {"type": "array", "description": "", "items": {"type": "boolean"}},
                 "inner": {"type": "object", "required": ["x"], "properties": {
                   "x": {"type": "number", "description": "X"}}}}}}}
            """);

    assertThat(offer.name()).isEqualTo("weather");
    assertThat(offer.spec().description()).isEqualTo("Tells the weather.");
    assertThat(offer.spec().parameters())
        .isEqualTo(
            json(
                """
                {"type": "object", "properties": {
                   "place": {"type": "string", "description": "Where", "enum": ["here", "there"]},
                   "days": {"type": "integer", "description": "How many"},
                   "list": {"type": "array", "items": {"type": "boolean"}},
                   "inner": {"type": "object", "required": ["x"], "properties": {
                     "x": {"type": "number", "description": "X"}}}},
                 "required": ["place", "days"]}
                """));
  }

  @Test
  void whatAConstantOrAVariableSaysIsNotForTheModel() {
    var offer =
        offer(
            """
            {"type": "client", "name": "show", "description": "Shows it.", "parameters": {
              "type": "object", "required": ["a", "b", "c"], "properties": {
                "a": {"type": "string", "constant_value": "1"},
                "b": {"type": "integer", "dynamic_variable": "seats"},
                "c": {"type": "string"}}}}
            """);

    assertThat(offer.spec().parameters())
        .isEqualTo(
            json(
                """
                {"type": "object", "properties": {"c": {"type": "string"}}, "required": ["c"]}
                """));
  }

  @Test
  void aToolOfAnMcpServerHasItsOwnSchema() {
    var schema = "{\"type\": \"object\", \"properties\": {\"q\": {\"type\": \"string\"}}}";

    assertThat(
            offer(
                    "{\"type\": \"mcp\", \"name\": \"find\", \"mcp_input_schema\": %s}"
                        .formatted(schema))
                .spec()
                .parameters())
        .isEqualTo(json(schema));
  }

  @Test
  void aSystemToolIsCalledAsItsKindAndDescribedUnlessTheAgentDescribesIt() {
    var plain =
        offer(
            """
            {"type": "system", "name": "hang_up", "description": "",
             "params": {"system_tool_type": "end_call"}}
            """);
    var described =
        offer("{\"type\": \"system\", \"name\": \"end_call\", \"description\": \"When told.\"}");

    assertThat(plain.name()).isEqualTo("end_call");
    assertThat(plain.spec().description()).startsWith("Call this function to end the current");
    assertThat(plain.spec().parameters().path("required").toString()).isEqualTo("[\"reason\"]");
    assertThat(described.spec().description()).isEqualTo("When told.");
  }

  @Test
  void aBuiltInToolNeedNotSayItsType() {
    assertThat(
            offer("{\"name\": \"end_call\", \"params\": {\"system_tool_type\": \"end_call\"}}")
                .type())
        .isEqualTo("system");
    assertThat(offer("{\"name\": \"find\", \"api_schema\": {\"url\": \"u\"}}").type())
        .isEqualTo("webhook");
  }

  @Test
  void transfersAreDescribedByTheirRules() {
    var agents =
        offer(
            """
            {"type": "system", "name": "transfer_to_agent", "params": {"transfers": [
              {"agent_id": "a", "condition": "billing"}, {"agent_id": "b", "condition": "sales"}]}}
            """);
    var people =
        offer(
            """
            {"type": "system", "name": "transfer_to_number", "params": {"transfers": [
              {"transfer_destination": {"type": "phone", "phone_number": "+15550100"},
               "condition": "angry"},
              {"transfer_destination": {"type": "sip_uri", "sip_uri": "sip:a@b"},
               "condition": "lost"}]}}
            """);

    assertThat(agents.spec().description()).endsWith("\n- 0: billing\n- 1: sales");
    assertThat(people.spec().description()).endsWith("\n- +15550100: angry\n- sip:a@b: lost");
  }
}
