package io.colloquy.llm;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.colloquy.bus.Sender;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class CostRoutesTest {

  private static final String CALCULATE = "/v1/convai/llm-usage/calculate";
  private static final String OF_AGENT = "/v1/convai/agent/%s/llm-usage/calculate";
  private static final String GPT_4O = "llm_prices.find { it.llm == 'gpt-4o' }.price_per_message";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void theListTellsWhatEachModelCanDo() {
    given()
        .get("/v1/convai/llm/list")
        .then()
        .statusCode(200)
        .body("llms.llm", hasItems("gemini-2.0-flash", "gpt-4o-2024-08-06"))
        .body("llms.find { it.llm == 'gpt-4o' }.max_context_limit", equalTo(128_000))
        .body("llms.find { it.llm == 'gpt-4o' }.is_checkpoint", equalTo(false))
        .body("llms.find { it.llm == 'gpt-4o-2024-08-06' }.is_checkpoint", equalTo(true))
        .body("default_deprecation_config.fallback_complete_percentage", equalTo(100f));
  }

  @Test
  void anEstimateHasAPriceForEachModelWhosePriceIsKnown() {
    calculate(CALCULATE, "{\"prompt_length\":1000,\"number_of_pages\":0,\"rag_enabled\":false}")
        .statusCode(200)
        .body(GPT_4O, closeTo(0.002125, 1e-9))
        .body("llm_prices.llm", hasItems("gpt-4o", "claude-3-haiku"))
        .body("llm_prices.llm", not(hasItems("qwen3-4b")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"prompt_length\":1,\"number_of_pages\":1}|rag_enabled|missing",
        "{\"prompt_length\":\"x\",\"number_of_pages\":1,\"rag_enabled\":true}|prompt_length|int_type",
        "{\"prompt_length\":1,\"number_of_pages\":-1,\"rag_enabled\":true}"
            + "|number_of_pages|greater_than_equal",
        "{\"prompt_length\":1,\"number_of_pages\":1,\"rag_enabled\":null}|rag_enabled|bool_type"
      })
  void aFlawIsNamedWithItsPlace(String body, String member, String type) {
    calculate(CALCULATE, body)
        .statusCode(422)
        .body("detail[0].loc", contains("body", member))
        .body("detail[0].type", equalTo(type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"``|json_invalid", "{|json_invalid", "[]|model_attributes_type"})
  void aBodyIsAJsonObject(String body, String type) {
    calculate(CALCULATE, body).statusCode(422).body("detail[0].type", equalTo(type));
  }

  @Test
  void whatARequestLeavesOpenIsTakenFromTheAgent() throws Exception {
    publish("agent_priced", "default");
    calculate(OF_AGENT.formatted("agent_priced"), "{}").body(GPT_4O, closeTo(0.002125, 1e-9));
    calculate(OF_AGENT.formatted("agent_priced"), "{\"prompt_length\":5000}")
        .body(GPT_4O, closeTo((1_650 * 2.5 + 500) / 1e6, 1e-9));
  }

  @Test
  void anAgentOfAnotherWorkspaceIsNotFound() throws Exception {
    publish("agent_elsewhere", "ws_other");
    var path = OF_AGENT.formatted("agent_elsewhere");
    calculate(path, "{}").statusCode(404).body("detail.status", equalTo("agent_not_found"));
    given()
        .header(Workspace.HEADER, "ws_other")
        .contentType("application/json")
        .body("{}")
        .post(path)
        .then()
        .statusCode(200);
  }

  private void publish(String agent, String workspace) throws Exception {
    var json =
        """
        {"agent_id":"%s","conversation_config":{"agent":{"prompt":{"prompt":"%s"}}}}"""
            .formatted(agent, "p".repeat(1_000));
    var packet =
        new Packet(Map.of(Workspace.HEADER, workspace), json.getBytes(StandardCharsets.UTF_8));
    try (var sender = Sender.live(bootstrapServers)) {
      sender.send(Topics.AGENTS, agent, packet).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                given()
                        .header(Workspace.HEADER, workspace)
                        .body("{}")
                        .post(OF_AGENT.formatted(agent))
                        .statusCode()
                    == 200);
  }

  private static ValidatableResponse calculate(String path, String body) {
    return given()
        .config(
            RestAssuredConfig.config()
                .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
        .contentType("application/json")
        .body(body)
        .post(path)
        .then();
  }
}
