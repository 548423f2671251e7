package io.colloquy.conversation.mcp;

import static io.colloquy.conversation.Rest.done;
import static io.colloquy.conversation.Rest.flaws;
import static io.colloquy.conversation.Rest.json;
import static io.colloquy.conversation.Rest.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.conversation.Rest;
import io.colloquy.conversation.knowledge.Workshop;
import io.colloquy.conversation.mcp.client.ScriptedMcpServer;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@TestProfile(Workshop.class)
class McpServersTest {

  private static final String SERVERS = "/v1/convai/mcp-servers";

  /** As the sample of the reference (page 144) has it. */
  private static final String SAMPLE = "{\"config\": {\"url\": \"string\", \"name\": \"string\"}}";

  private final Rest rest = Rest.inNewWorkspace();

  @Test
  void aServerIsReadWithEveryDefault() {
    var server = done(rest.post(SERVERS, SAMPLE));

    assertThat(server.path("id").asText()).startsWith("mcp_");
    assertThat(server.path("config"))
        .isEqualTo(
            json(
                """
                {"approval_policy": "require_approval_all", "tool_approval_hashes": [],
                 "transport": "SSE", "url": "string", "secret_token": null, "request_headers": {},
                 "name": "string", "description": "", "request_meta": {}, "auth_connection": null,
                 "tool_config_overrides": [], "response_timeout_secs": null}
                """));
    assertThat(server.at("/access_info/is_creator").booleanValue()).isTrue();
    assertThat(server.path("dependent_agents")).isEmpty();
    assertThat(server.at("/metadata/created_at").longValue()).isPositive();
    assertThat(server.at("/metadata/owner_user_id").isNull()).isTrue();
    assertThat(read(server)).isEqualTo(server);
    assertThat(done(rest.get(SERVERS)).path("mcp_servers")).containsExactly(server);
  }

  @Test
  void aServerComesBackAsItWasSent() {
    var secret = secret();
    var sent =
        json(
            """
            {"config": {"approval_policy": "require_approval_per_tool", "tool_approval_hashes":
               [{"tool_name": "a", "tool_hash": "0", "approval_policy": "auto_approved"}],
             "transport": "STREAMABLE_HTTP", "url": {"secret_id": "%1$s"},
             "secret_token": {"secret_id": "%1$s"},
             "request_headers": {"a": "b", "c": {"secret_id": "%1$s"}},
             "name": "n", "description": "d", "force_pre_tool_speech": true,
             "disable_interruptions": true, "request_meta": {"a": 1, "b": true},
             "auth_connection": {"env_var_label": "x"},
             "tool_config_overrides": [], "response_timeout_secs": 30, "future": {"a": [1]}},
             "future": [null]}
            """
                .formatted(secret));

    var server = done(rest.post(SERVERS, sent.toString()));

    assertThat(server.path("config")).isEqualTo(sent.path("config"));
    assertThat(server.path("future")).isEqualTo(sent.path("future"));
    assertThat(done(rest.post(SERVERS, server.toString())).path("config"))
        .isEqualTo(sent.path("config"));
  }

  @Test
  void aChangeMergesAndReplacesMaps() {
    var server =
        done(
            rest.post(
                SERVERS,
                """
                {"config": {"url": "u", "name": "n", "request_headers": {"a": "b"},
                  "force_pre_tool_speech": true, "future": 1}}
                """));

    var changed =
        done(
            rest.patch(
                path(server),
                """
                {"request_headers": {"c": "d"}, "approval_policy": "auto_approve_all",
                 "force_pre_tool_speech": null, "name": "m"}
                """));

    var config = changed.path("config");
    assertThat(config.path("request_headers")).isEqualTo(json("{\"c\": \"d\"}"));
    assertThat(config.path("approval_policy").asText()).isEqualTo("auto_approve_all");
    assertThat(config.has("force_pre_tool_speech")).isFalse();
    assertThat(config.path("name").asText()).isEqualTo("m");
    assertThat(config.path("future").intValue()).isEqualTo(1);
    assertThat(read(server)).isEqualTo(changed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | body.config missing",
        "{\"config\": {\"url\": \"u\"}} | body.config.name missing",
        "{\"config\": {\"name\": \"n\"}} | body.config.url missing",
        "{\"config\": {\"name\": \"n\", \"url\": \"u\", \"transport\": \"STDIO\"}}"
            + " | body.config.transport enum",
        "{\"config\": {\"name\": \"n\", \"url\": \"u\", \"approval_policy\": \"never\"}}"
            + " | body.config.approval_policy enum",
        "{\"config\": {\"name\": \"n\", \"url\": {\"secret_id\": \"x\"}}}"
            + " | body.config.url.secret_id value_error"
      })
  void whatIsNoServerIsRefused(String body, String flaw) {
    assertThat(flaws(rest.post(SERVERS, body))).containsExactly(flaw);
    assertThat(done(rest.get(SERVERS)).path("mcp_servers")).isEmpty();
  }

  @Test
  void aChangeThatIsNoneIsRefused() {
    var server = done(rest.post(SERVERS, SAMPLE));

    assertThat(flaws(rest.patch(path(server), "{\"approval_policy\": \"x\"}")))
        .containsExactly("body.approval_policy enum");
    assertThat(flaws(rest.patch(path(server), "{\"secret_token\": {\"secret_id\": \"x\"}}")))
        .containsExactly("body.secret_token.secret_id value_error");
    assertThat(flaws(rest.patch(path(server) + "/approval-policy", "{}")))
        .containsExactly("body.approval_policy missing");
    assertThat(flaws(rest.post(path(server) + "/tool-approvals", "{\"tool_name\": \"a\"}")))
        .containsExactly("body.tool_description missing");
    assertThat(flaws(rest.post(path(server) + "/tool-configs", "{}")))
        .containsExactly("body.tool_name missing");
    assertThat(read(server)).isEqualTo(server);
  }

  @Test
  void anotherWorkspaceSeesNothing() {
    var server = done(rest.post(SERVERS, SAMPLE));
    var other = Rest.inNewWorkspace();
    var path = path(server);

    for (var answer :
        List.of(
            other.get(path),
            other.patch(path, "{}"),
            other.patch(path + "/approval-policy", "{\"approval_policy\": \"auto_approve_all\"}"),
            other.post(
                path + "/tool-approvals", "{\"tool_name\": \"a\", \"tool_description\": \"\"}"),
            other.delete(path + "/tool-approvals/a"),
            other.post(path + "/tool-configs", "{\"tool_name\": \"a\"}"),
            other.get(path + "/tool-configs/a"),
            other.get(path + "/tools"),
            other.delete(path))) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(status(answer)).isEqualTo("mcp_server_not_found");
    }
    assertThat(done(other.get(SERVERS)).path("mcp_servers")).isEmpty();
    assertThat(read(server)).isEqualTo(server);
  }

  @Test
  void thePolicyIsSetInTheOldWayToo() {
    var server = done(rest.post(SERVERS, SAMPLE));

    var changed =
        done(
            rest.patch(
                path(server) + "/approval-policy",
                "{\"approval_policy\": \"require_approval_per_tool\"}"));

    assertThat(changed.at("/config/approval_policy").asText())
        .isEqualTo("require_approval_per_tool");
    assertThat(read(server)).isEqualTo(changed);
  }

  @Test
  void aToolIsApprovedOnceAndForgotten() {
    var server = done(rest.post(SERVERS, SAMPLE));
    var approvals = path(server) + "/tool-approvals";
    var body =
        "{\"tool_name\": \"read/file\", \"tool_description\": \"Reads.\", \"input_schema\": {},"
            + " \"approval_policy\": \"auto_approved\"}";
    rest.post(approvals, body).then().statusCode(200);

    var approved = done(rest.post(approvals, body.replace("auto_approved", "requires_approval")));

    assertThat(approved.at("/config/tool_approval_hashes"))
        .containsExactly(
            json(
                "{\"tool_name\": \"read/file\", \"tool_hash\": \"%s\","
                        .formatted(ToolHash.of("Reads.", json("{}")))
                    + " \"approval_policy\": \"requires_approval\"}"));
    var forgotten = done(rest.delete(approvals + "/read%2Ffile"));
    assertThat(forgotten.at("/config/tool_approval_hashes")).isEmpty();
    assertThat(status(rest.delete(approvals + "/read%2Ffile")))
        .isEqualTo("mcp_tool_approval_not_found");
  }

  @Test
  void oneToolMayDifferFromItsServer() {
    var server = done(rest.post(SERVERS, SAMPLE));
    var configs = path(server) + "/tool-configs";
    var body =
        """
        {"tool_name": "a", "execution_mode": "async", "assignments":
          [{"source": "response", "dynamic_variable": "x", "value_path": "y"}], "input_overrides":
          {"$.q": {"source": "constant", "constant_value": 7}}, "future": 1}
        """;

    var added = done(rest.post(configs + "?environment=staging", body));
    var stored = added.at("/config/tool_config_overrides/0");
    assertThat(stored.path("execution_mode").asText()).isEqualTo("async");
    assertThat(stored.path("future").intValue()).isEqualTo(1);
    assertThat(done(rest.get(configs + "/a"))).isEqualTo(stored);
    var again = rest.post(configs, body);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(status(again)).isEqualTo("mcp_tool_config_exists");

    rest.patch(configs + "/a", "{\"execution_mode\": null, \"response_timeout_secs\": 9}")
        .then()
        .statusCode(200);
    var changed = done(rest.get(configs + "/a"));
    assertThat(changed.path("execution_mode").isNull()).isTrue();
    assertThat(changed.path("response_timeout_secs").intValue()).isEqualTo(9);
    assertThat(changed.at("/input_overrides/$.q/constant_value").intValue()).isEqualTo(7);
    assertThat(flaws(rest.patch(configs + "/a", "{\"execution_mode\": \"x\"}")))
        .containsExactly("body.execution_mode enum");

    rest.delete(configs + "/a").then().statusCode(200);
    for (var gone :
        List.of(
            rest.get(configs + "/a"),
            rest.patch(configs + "/a", "{}"),
            rest.delete(configs + "/a"))) {
      assertThat(status(gone)).isEqualTo("mcp_tool_config_not_found");
    }
  }

  @Test
  void aServerThatAgentsUseStays() {
    var here = Rest.inDefaultWorkspace();
    var server = done(here.post(SERVERS, SAMPLE)).path("id").asText();
    var agent =
        done(here.post(
                "/v1/convai/agents/create",
                """
                    {"conversation_config": {"agent": {"prompt": {"mcp_server_ids": ["%s"]}}}}
                    """
                    .formatted(server)))
            .path("agent_id")
            .asText();

    var read = done(here.get(SERVERS + "/" + server));
    assertThat(read.at("/dependent_agents/0/id").asText()).isEqualTo(agent);
    assertThat(read.at("/dependent_agents/0/type").asText()).isEqualTo("available");
    var refusal = here.delete(SERVERS + "/" + server);
    assertThat(refusal.statusCode()).isEqualTo(409);
    assertThat(status(refusal)).isEqualTo("mcp_server_in_use");

    here.delete("/v1/convai/agents/" + agent).then().statusCode(200);
    here.delete(SERVERS + "/" + server).then().statusCode(200);
    here.get(SERVERS + "/" + server).then().statusCode(404);
  }

  @Test
  void aSecretOfAServerStays() {
    var secret = secret();
    var server =
        done(
            rest.post(
                SERVERS,
                "{\"config\": {\"name\": \"n\", \"url\": {\"secret_id\": \"%s\"}}}"
                    .formatted(secret)));

    var usedBy = done(rest.get("/v1/convai/secrets/" + secret)).path("used_by");
    assertThat(usedBy.at("/mcp_servers/0/id")).isEqualTo(server.path("id"));
    assertThat(usedBy.at("/mcp_servers/0/name").asText()).isEqualTo("n");
    assertThat(status(rest.delete("/v1/convai/secrets/" + secret))).isEqualTo("secret_in_use");
  }

  @Test
  void theToolsComeFromTheServerItselfWithItsSecrets() throws Exception {
    var tool =
        "{\"name\": \"weather\", \"description\": \"Tells it.\", \"inputSchema\": {\"type\":"
            + " \"object\"}, \"annotations\": {\"readOnlyHint\": true}}";
    try (var mcp = new ScriptedMcpServer(ScriptedMcpServer.listing("[" + tool + "]"))) {
      var server = done(rest.post(SERVERS, config(mcp.url())));

      var listed = done(rest.get(path(server) + "/tools"));

      assertThat(listed.path("success").booleanValue()).isTrue();
      assertThat(listed.path("tools")).containsExactly(json(tool));
      assertThat(listed.path("error_message").isNull()).isTrue();
      assertThat(state(listed)).isEqualTo("not_approved");
      assertThat(listed.at("/tool_approval_statuses/0/tool_id").asText())
          .isEqualTo("mcp:%s:weather".formatted(server.path("id").asText()));
      assertThat(mcp.seen())
          .allMatch(seen -> "Bearer k3y".equals(seen.headers().get("authorization")))
          .allMatch(seen -> "k3y".equals(seen.headers().get("x-other")));

      approve(server, "Tells it.", "{\"type\": \"object\"}");
      assertThat(state(done(rest.get(path(server) + "/tools")))).isEqualTo("up_to_date");
      approve(server, "Told otherwise.", "{\"type\": \"object\"}");
      assertThat(state(done(rest.get(path(server) + "/tools")))).isEqualTo("needs_review");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "string | The address should be a URL that begins with http:// or https:// and names a host.",
        "http://127.0.0.1:1/ | The MCP server cannot be reached, or ended the connection."
      })
  void aServerThatCannotBeAskedIsToldInTheAnswer(String url, String message) {
    var server = done(rest.post(SERVERS, config(url)));

    var listed = done(rest.get(path(server) + "/tools"));

    assertThat(listed.path("success").booleanValue()).isFalse();
    assertThat(listed.path("tools")).isEmpty();
    assertThat(listed.path("error_message").asText()).isEqualTo(message);
  }

  @Test
  void aValueThatOnlyAConversationHasIsToldToo() {
    var server =
        done(
            rest.post(
                SERVERS,
                """
                {"config": {"name": "n", "url": "https://x.example",
                  "request_headers": {"x-user": {"variable_name": "user"}}}}
                """));

    assertThat(done(rest.get(path(server) + "/tools")).path("error_message").asText())
        .isEqualTo("The header 'x-user' has a value only in a conversation.");
  }

  private String config(String url) {
    var secret = secret();
    return """
    {"config": {"name": "n", "transport": "STREAMABLE_HTTP", "url": "%s",
      "secret_token": {"secret_id": "%2$s"}, "request_headers": {"X-Other": {"secret_id": "%2$s"}}}}
    """
        .formatted(url, secret);
  }

  private void approve(ObjectNode server, String description, String schema) {
    rest.post(
            path(server) + "/tool-approvals",
            "{\"tool_name\": \"weather\", \"tool_description\": \"%s\", \"input_schema\": %s}"
                .formatted(description, schema))
        .then()
        .statusCode(200);
  }

  private static String state(JsonNode listed) {
    return listed.at("/tool_approval_statuses/0/state").asText();
  }

  private String secret() {
    var body = "{\"type\": \"new\", \"name\": \"a\", \"value\": \"k3y\"}";
    return done(rest.post("/v1/convai/secrets", body)).path("secret_id").asText();
  }

  private ObjectNode read(JsonNode server) {
    return done(rest.get(path(server)));
  }

  private static String path(JsonNode server) {
    return SERVERS + "/" + server.path("id").asText();
  }
}
