package io.colloquy.conversation.tools;

import static io.colloquy.conversation.Rest.done;
import static io.colloquy.conversation.Rest.flaws;
import static io.colloquy.conversation.Rest.json;
import static io.colloquy.conversation.Rest.resource;
import static io.colloquy.conversation.Rest.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.bus.LocalCopy;
import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.conversation.Rest;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class ToolsTest {

  private static final String TOOLS = "/v1/convai/tools";

  /** As the sample of the reference (page 091) writes it: without a type. */
  private static final String SAMPLE =
      """
      {"tool_config": {"name": "string", "description": "string", "api_schema": {"url": "string"}}}
      """;

  private final Rest rest = Rest.inNewWorkspace();

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "client", "system", "mcp"})
  void aToolComesBackAsItWasSent(String type) {
    var sent = json(resource("/tools/" + type + ".json"));

    var created = done(rest.post(TOOLS, sent.toString()));

    assertThat(created.path("id").asText()).startsWith("tool_");
    assertThat(created.path("tool_config")).isEqualTo(sent.path("tool_config"));
    assertThat(created.path("response_mocks")).isEqualTo(sent.path("response_mocks"));
    assertThat(read(created)).isEqualTo(created);
  }

  @Test
  void whatTheSampleLeavesOutHasItsDefault() {
    var created = done(rest.post(TOOLS, SAMPLE));

    var config = created.path("tool_config");
    assertThat(config.path("type").asText()).isEqualTo("webhook");
    assertThat(config.path("response_timeout_secs").intValue()).isEqualTo(20);
    assertThat(config.path("disable_interruptions").booleanValue()).isFalse();
    assertThat(config.at("/api_schema/method").asText()).isEqualTo("GET");
    assertThat(config.at("/api_schema/request_body_schema").isNull()).isTrue();
    assertThat(config.at("/dynamic_variables/dynamic_variable_placeholders")).isEmpty();
    assertThat(created.at("/access_info/role").asText()).isEqualTo("admin");
    assertThat(created.at("/usage_stats/avg_latency_secs").isNumber()).isTrue();
  }

  @Test
  void aGuidesToolIsShownInTheWayOfTheReference() {
    var created = done(rest.post(TOOLS, resource("/tools/guide-dialect.json")));

    assertThat(created.path("id").asText()).isNotEqualTo("tool_of_somebody_else");
    assertThat(created.at("/tool_config/api_schema/request_body_schema/required"))
        .extracting(JsonNode::asText)
        .containsExactly("ticket", "links");
  }

  @Test
  void aChangeReplacesTheConfigurationAndKeepsTheRest() {
    var tool = done(rest.post(TOOLS, resource("/tools/webhook.json")));

    var changed = done(rest.patch(path(tool), SAMPLE));

    assertThat(changed.at("/tool_config/api_schema/request_headers")).isEmpty();
    assertThat(changed.path("response_mocks")).isEqualTo(tool.path("response_mocks"));
    assertThat(read(tool)).isEqualTo(changed);
  }

  @Test
  void aReadSentBackChangesNothing() {
    var tool = done(rest.post(TOOLS, resource("/tools/webhook.json")));

    assertThat(done(rest.patch(path(tool), tool.toString()))).isEqualTo(tool);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | body.tool_config missing",
        "{\"tool_config\": 1} | body.tool_config dict_type",
        "{\"tool_config\": {}} | body.tool_config union_tag_not_found",
        "{\"tool_config\": {\"type\": \"x\"}} | body.tool_config union_tag_invalid",
        "{\"tool_config\": {\"type\": \"client\", \"name\": \"a b\", \"description\": \"\"}}"
            + " | body.tool_config.name string_pattern_mismatch",
        "{\"tool_config\": {\"type\": \"client\", \"name\": \"a\", \"description\": \"\","
            + " \"response_timeout_secs\": 121}}"
            + " | body.tool_config.response_timeout_secs less_than_equal",
        "{\"tool_config\": {\"type\": \"webhook\", \"name\": \"a\", \"description\": \"\","
            + " \"api_schema\": {\"url\": \"u\", \"method\": \"HEAD\"}}}"
            + " | body.tool_config.api_schema.method enum",
        "{\"tool_config\": {\"type\": \"system\", \"name\": \"a\","
            + " \"params\": {\"system_tool_type\": \"dance\"}}}"
            + " | body.tool_config.params union_tag_invalid",
        "[] | body dict_type"
      })
  void whatIsNoToolIsRefused(String body, String flaw) {
    assertThat(flaws(rest.post(TOOLS, body))).containsExactly(flaw);
    var tool = done(rest.post(TOOLS, SAMPLE));
    assertThat(flaws(rest.patch(path(tool), body))).containsExactly(flaw);
    assertThat(read(tool)).isEqualTo(tool);
  }

  @Test
  void anotherWorkspaceSeesNothing() {
    var tool = done(rest.post(TOOLS, SAMPLE));
    var other = Rest.inNewWorkspace();

    assertThat(other.get(path(tool)).statusCode()).isEqualTo(404);
    assertThat(other.patch(path(tool), SAMPLE).statusCode()).isEqualTo(404);
    assertThat(other.delete(path(tool)).statusCode()).isEqualTo(404);
    assertThat(other.delete(path(tool) + "?force=true").statusCode()).isEqualTo(404);
    assertThat(other.get(path(tool) + "/dependent-agents").statusCode()).isEqualTo(404);
    assertThat(done(other.get(TOOLS)).path("tools")).isEmpty();
    assertThat(status(other.get(path(tool)))).isEqualTo("tool_not_found");
    assertThat(read(tool)).isEqualTo(tool);
  }

  @Test
  void theListIsFilteredSortedAndPaged() {
    for (var name : List.of("b_map", "a_map", "c_map")) {
      rest.post(TOOLS, client(name)).then().statusCode(200);
    }
    rest.post(TOOLS, SAMPLE).then().statusCode(200);

    assertThat(names(TOOLS + "?sort_by=name&sort_direction=asc&types=client&page_size=2"))
        .containsExactly("a_map", "b_map", "c_map");
    assertThat(names(TOOLS + "?page_size=3")).containsExactly("string", "c_map", "a_map", "b_map");
    assertThat(names(TOOLS + "?search=A_M")).containsExactly("a_map");
    assertThat(names(TOOLS + "?types=webhook&types=mcp")).containsExactly("string");
    assertThat(flaws(rest.get(TOOLS + "?page_size=101&sort_by=size&cursor=x")))
        .containsExactlyInAnyOrder("query.page_size less_than_equal", "query.sort_by enum");
  }

  @Test
  void anAgentsToolsAreFoundAndFindTheirAgents() {
    var here = Rest.inDefaultWorkspace();
    var mine = done(here.post(TOOLS, client("mine"))).path("id").asText();
    var step = done(here.post(TOOLS, client("step"))).path("id").asText();
    var first = agent(here, mine, step);
    var second = agent(here, mine, step);

    assertThat(users(here, mine, "?page_size=1")).containsExactlyInAnyOrder(first, second);
    assertThat(users(here, step, "")).containsExactlyInAnyOrder(first, second);
    var listed = done(here.get(TOOLS + "?sort_by=name&used_by_agent_id=" + first)).path("tools");
    assertThat(listed)
        .extracting(tool -> tool.at("/tool_config/name").asText())
        .containsExactly("step", "mine");
    assertThat(flaws(here.get(TOOLS + "/" + mine + "/dependent-agents?cursor=x")))
        .containsExactly("query.cursor value_error");
  }

  @Test
  void aToolThatAgentsUseGoesOnlyByForceAndLeavesThemThen() {
    var here = Rest.inDefaultWorkspace();
    var tool = done(here.post(TOOLS, client("mine"))).path("id").asText();
    var other = done(here.post(TOOLS, client("other"))).path("id").asText();
    var agent = agent(here, tool, tool);
    here.patch(
            "/v1/convai/agents/" + agent,
            "{\"conversation_config\": {\"agent\": {\"prompt\": {\"tool_ids\": [\"%s\", \"%s\"]}}}}"
                .formatted(tool, other))
        .then()
        .statusCode(200);

    var refusal = here.delete(TOOLS + "/" + tool);
    assertThat(refusal.statusCode()).isEqualTo(409);
    assertThat(status(refusal)).isEqualTo("tool_in_use");
    assertThat(refusal.asString()).contains(agent);
    here.get(TOOLS + "/" + tool).then().statusCode(200);

    here.delete(TOOLS + "/" + tool + "?force=true").then().statusCode(200);

    here.get(TOOLS + "/" + tool).then().statusCode(404);
    var left = done(here.get("/v1/convai/agents/" + agent));
    assertThat(left.at("/conversation_config/agent/prompt/tool_ids"))
        .extracting(JsonNode::asText)
        .containsExactly(other);
    assertThat(left.toString()).doesNotContain(tool);
  }

  @Test
  void everyChangeIsOnTheTopicWhenItIsAnswered() throws InterruptedException {
    var tool = done(rest.post(TOOLS, client("before")));
    var id = tool.path("id").asText();
    rest.patch(path(tool), client("after")).then().statusCode(200);

    var known = announced(id);
    assertThat(known.workspace()).isEqualTo(rest.workspace());
    assertThat(known.tool().at("/tool_config/name").asText()).isEqualTo("after");
    assertThat(known.tool().path("id").asText()).isEqualTo(id);

    rest.delete(path(tool)).then().statusCode(200);
    assertThat(announced(id)).isNull();
  }

  private record Announced(String workspace, ObjectNode tool) {
    private static final Codec<Announced> CODEC =
        new Codec<>() {
          @Override
          public Packet encode(Announced announced) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Announced decode(Packet packet) {
            return new Announced(
                packet.require("x-colloquy-workspace"), Json.read(packet.body(), ObjectNode.class));
          }
        };
  }

  private Announced announced(String id) throws InterruptedException {
    try (var copy = LocalCopy.of(bootstrapServers, Topics.TOOLS, Announced.CODEC)) {
      assertThat(copy.awaitCaughtUp(Duration.ofSeconds(20))).isTrue();
      return copy.get(id).orElse(null);
    }
  }

  private static String client(String name) {
    return "{\"tool_config\": {\"type\": \"client\", \"name\": \"%s\", \"description\": \"\"}}"
        .formatted(name);
  }

  private static String agent(Rest here, String tool, String step) {
    return done(here.post(
            "/v1/convai/agents/create",
            """
                {"conversation_config": {"agent": {"prompt": {"tool_ids": ["%s"]}}},
                 "workflow": {"nodes": {
                   "one": {"type": "override_agent", "label": "x", "additional_tool_ids": ["%2$s"]},
                   "two": {"type": "tool", "tools": [{"tool_id": "%2$s"}]}}}}
                """
                .formatted(tool, step)))
        .path("agent_id")
        .asText();
  }

  /** Page after page. */
  private List<String> users(Rest here, String tool, String query) {
    List<String> users = new ArrayList<>();
    var path = TOOLS + "/" + tool + "/dependent-agents";
    var page = done(here.get(path + query));
    page.path("agents").forEach(agent -> users.add(agent.path("id").asText()));
    while (page.path("has_more").booleanValue()) {
      page = done(here.get(path + query + "&cursor=" + page.path("next_cursor").asText()));
      page.path("agents").forEach(agent -> users.add(agent.path("id").asText()));
    }
    return users;
  }

  private List<String> names(String path) {
    List<String> names = new ArrayList<>();
    var page = done(rest.get(path));
    add(names, page);
    while (page.path("has_more").booleanValue()) {
      page = done(rest.get(path + "&cursor=" + page.path("next_cursor").asText()));
      add(names, page);
    }
    return names;
  }

  private static void add(List<String> names, JsonNode page) {
    page.path("tools").forEach(tool -> names.add(tool.at("/tool_config/name").asText()));
  }

  private ObjectNode read(JsonNode tool) {
    return done(rest.get(path(tool)));
  }

  private static String path(JsonNode tool) {
    return TOOLS + "/" + tool.path("id").asText();
  }
}
