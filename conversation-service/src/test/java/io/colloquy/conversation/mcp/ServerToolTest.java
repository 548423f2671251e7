package io.colloquy.conversation.mcp;

import static io.colloquy.conversation.Rest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.conversation.tools.Offer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows MCP-20 to MCP-25, MCP-39: what a model is offered, and what it has to be allowed. */
class ServerToolTest {

  private static final ObjectNode SEARCH =
      json(
          """
          {"name": "search", "description": "Finds.", "annotations": {"readOnlyHint": true},
           "inputSchema": {"type": "object", "required": ["q", "n"], "properties": {
             "q": {"type": "string", "description": "What."}, "n": {"type": "integer"},
             "who": {"type": "string"}, "x": {"type": "string"}}}}
          """);

  private static List<Offer> offers(String server, ObjectNode... tools) {
    return ServerTool.offers("mcp_1", json(server), List.of(tools), new HashSet<>());
  }

  private static ObjectNode tool(String name) {
    var tool = SEARCH.deepCopy();
    tool.put("name", name);
    return tool;
  }

  private static String approval(String policy) {
    return "{\"approval_policy\": \"require_approval_per_tool\", \"tool_approval_hashes\": [%s]}"
        .formatted(policy);
  }

  private static String hash() {
    return ToolHash.of("Finds.", SEARCH.get("inputSchema"));
  }

  @ParameterizedTest
  @CsvSource({"auto_approve_all, false", "require_approval_all, true"})
  void aPolicyHoldsForEveryTool(String policy, boolean isRequired) {
    var offer = offers("{\"approval_policy\": \"%s\"}".formatted(policy), SEARCH).getFirst();

    assertThat(offer.config().path("requires_approval").booleanValue()).isEqualTo(isRequired);
    assertThat(offer.config().path("approval_policy").asText()).isEqualTo(policy);
  }

  @Test
  void whoSaysNothingIsAsked() {
    assertThat(offers("{}", SEARCH).getFirst().config().path("requires_approval").booleanValue())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"auto_approved, false", "requires_approval, true"})
  void aToolHasItsOwnApproval(String policy, boolean isRequired) {
    var approval =
        "{\"tool_name\": \"search\", \"tool_hash\": \"%s\", \"approval_policy\": \"%s\"}"
            .formatted(hash(), policy);

    assertThat(offers(approval(approval), SEARCH).getFirst().config().path("requires_approval"))
        .hasToString(String.valueOf(isRequired));
  }

  @Test
  void aToolThatChangedSinceIsAskedAboutAgain() {
    var approval =
        "{\"tool_name\": \"search\", \"tool_hash\": \"%s\", \"approval_policy\": \"auto_approved\"}"
            .formatted(hash());
    var changed = SEARCH.deepCopy().put("description", "Finds, and tells everybody.");

    assertThat(
            offers(approval(approval), changed)
                .getFirst()
                .config()
                .path("requires_approval")
                .booleanValue())
        .isTrue();
  }

  @Test
  void aToolThatNobodyJudgedIsNotOfferedWhereEachIs() {
    assertThat(offers(approval(""), SEARCH)).isEmpty();
  }

  @Test
  void namesAreThoseThatModelsKnowAndDiffer() {
    var taken = new HashSet<>(Set.of("end_call"));
    var server = json("{}");
    var first =
        ServerTool.offers(
            "mcp_1",
            server,
            List.of(tool("search"), tool("näme/with.all"), tool("end_call"), tool("x".repeat(80))),
            taken);
    var second =
        ServerTool.offers("mcp_2", server, List.of(tool("search"), tool("x".repeat(70))), taken);

    assertThat(Stream.of(first, second).flatMap(List::stream).map(Offer::name))
        .containsExactly(
            "search",
            "n_me_with_all",
            "end_call_2",
            "x".repeat(64),
            "search_2",
            "x".repeat(62) + "_2");
    assertThat(second.getFirst().config().path("mcp_tool_name").asText()).isEqualTo("search");
    assertThat(second.getFirst().config().path("mcp_server_id").asText()).isEqualTo("mcp_2");
  }

  @Test
  void whatIsDecidedForAToolIsHiddenFromTheModel() {
    var server =
        """
        {"name": "S", "response_timeout_secs": 40, "force_pre_tool_speech": true,
         "tool_config_overrides": [{"tool_name": "search", "response_timeout_secs": 7,
           "disable_interruptions": true, "assignments": [{"dynamic_variable": "a", "value_path": "b"}],
           "input_overrides": {"n": {"source": "constant", "constant_value": 5},
             "who": {"source": "dynamic_variable", "dynamic_variable": "customer"},
             "x": {"source": "omit"}, "q": {"source": "llm", "prompt": "The words."}}}]}
        """;

    var offer = offers(server, SEARCH).getFirst();

    assertThat(offer.spec().parameters())
        .isEqualTo(
            json(
                """
                {"type": "object", "required": ["q"], "properties": {
                  "q": {"type": "string", "description": "The words."}}}
                """));
    assertThat(offer.config().path("response_timeout_secs").intValue()).isEqualTo(7);
    assertThat(offer.config().path("force_pre_tool_speech").booleanValue()).isTrue();
    assertThat(offer.config().path("disable_interruptions").booleanValue()).isTrue();
    assertThat(offer.config().at("/assignments/0/dynamic_variable").asText()).isEqualTo("a");
    assertThat(offer.config().path("mcp_input_schema")).isEqualTo(SEARCH.get("inputSchema"));
  }
}
