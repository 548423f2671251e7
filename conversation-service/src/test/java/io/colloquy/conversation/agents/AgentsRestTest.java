package io.colloquy.conversation.agents;

import static io.colloquy.conversation.agents.AgentsApi.created;
import static io.colloquy.conversation.agents.AgentsApi.flawsOf;
import static io.colloquy.conversation.agents.AgentsApi.json;
import static io.colloquy.conversation.agents.AgentsApi.patch;
import static io.colloquy.conversation.agents.AgentsApi.patched;
import static io.colloquy.conversation.agents.AgentsApi.read;
import static io.colloquy.conversation.agents.AgentsApi.resource;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.bus.LocalCopy;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.llm.OfferedModels;
import io.colloquy.contracts.llm.OfferedModels.Offered;
import io.colloquy.conversation.outbox.SwitchableOutlet;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class AgentsRestTest {

  private static final String MINIMAL = "{\"conversation_config\": {}}";

  @Inject SwitchableOutlet outlet;
  @Inject AgentStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private LocalCopy<JsonNode> announced;

  @BeforeEach
  void readTheTopic() throws InterruptedException {
    announced = LocalCopy.of(bootstrapServers, Topics.AGENTS, Json.codec(JsonNode.class));
    assertThat(announced.awaitCaughtUp(Duration.ofSeconds(20))).isTrue();
  }

  @AfterEach
  void closeTheTopic() {
    outlet.mend();
    announced.close();
  }

  @Test
  void aNewAgentIsReadWithEveryDefault() {
    var agent = read(created(MINIMAL));

    assertThat(agent.path("name").textValue()).isEqualTo(Agent.DEFAULT_NAME);
    assertThat(agent.at("/conversation_config/turn/turn_timeout").doubleValue()).isEqualTo(7);
    assertThat(agent.at("/platform_settings/privacy/retention_days").intValue()).isEqualTo(730);
    assertThat(agent.at("/workflow/prevent_subagent_loops").isBoolean()).isTrue();
    assertThat(agent.at("/access_info/role").textValue()).isEqualTo("admin");
    assertThat(agent.path("phone_numbers").isArray()).isTrue();
    assertThat(agent.at("/metadata/created_at_unix_secs").longValue()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"every-documented-field.json", "language-presets-sample.json"})
  void aReadSentBackAsPatchChangesNothing(String sample) {
    var agentId = created(resource(sample));
    var before = read(agentId);

    var after = patched(agentId, before.toString());

    assertThat(read(agentId)).isEqualTo(after);
    // Removing a member changes the tree itself.
    assertThat(after.<ObjectNode>without("metadata")).isEqualTo(before.without("metadata"));
  }

  @Test
  void unknownMembersOfAnyKindSurvive() {
    var unknown =
        """
        {"text": "x", "none": null, "whole": 7, "big": 12345678901234567890, "real": 1.0,
         "small": 1.5E-7, "list": [1, null, {"deep": [true]}], "rest": {"rest": {}}}
        """;
    var agentId =
        created(
            """
            {"conversation_config": {"turn": {"future": %1$s}, "future": %1$s},
             "platform_settings": {"widget": {"future": %1$s}, "future": %1$s}, "future": %1$s}
            """
                .formatted(unknown));

    var agent = patched(agentId, "{\"name\": \"renamed\"}");

    for (var at :
        List.of(
            "/conversation_config/turn",
            "/conversation_config",
            "/platform_settings/widget",
            "/platform_settings",
            "")) {
      assertThat(agent.at(at + "/future")).as(at).isEqualTo(json(unknown));
    }
    assertThat(read(agentId)).isEqualTo(agent);
  }

  @Test
  void aBadPatchNamesTheFlawAndChangesNothing() {
    var agentId = created(MINIMAL);
    var before = read(agentId);

    var response =
        patch(
            agentId,
            "{\"name\": \"changed\", \"conversation_config\": {\"turn\": {\"turn_timeout\": 31}}}");

    response
        .then()
        .statusCode(422)
        .contentType("application/json")
        .body(
            "detail[0].loc",
            equalTo(List.of("body", "conversation_config", "turn", "turn_timeout")))
        .body("detail[0].type", equalTo("less_than_equal"))
        .body("detail[0].msg", containsString("30"));
    assertThat(read(agentId)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"conversation_config\": {\"turn\": {\"turn_timeout\": \"soon\"}}}",
        "{\"conversation_config\": {\"tts\": {\"agent_output_audio_format\": \"mp3\"}}}",
        "{\"conversation_config\": {\"tts\": {\"supported_voices\": [{\"label\": \"x\"}]}}}",
        "{\"conversation_config\": ",
        "[]",
        "",
        "{}"
      })
  void aBadBodyIsAnsweredInTheDocumentedShape(String body) {
    AgentsApi.create(body)
        .then()
        .statusCode(422)
        .body("detail[0].loc[0]", equalTo("body"))
        .body("detail[0].type", not(equalTo(null)))
        .body(not(containsString("Exception")))
        .body(not(containsString("io.colloquy")));
  }

  @Test
  void aModelIsJudgedByWhatTheCascadeAnnounces() throws Exception {
    var agentId = created(MINIMAL);
    try (var sender = Sender.durable(bootstrapServers)) {
      announce(sender, new Offered("gemini-2.0-flash", "gemini", true, true, true));
      await().until(() -> naming("gpt-4o", agentId).statusCode() == 422);
      announce(
          sender,
          new Offered("gemini-2.0-flash", "gemini", true, true, true),
          new Offered("gpt-4o", "openai", false, false, false));
      await().until(() -> naming("gpt-4o", agentId).statusCode() == 400);

      naming("gpt-4o", agentId)
          .then()
          .body("detail.status", equalTo("model_not_configured"))
          .body("detail.message", containsString("Configured are: gemini-2.0-flash."));
      assertThat(flawsOf(naming("gpt-4o-mini", agentId)))
          .containsExactly("body.conversation_config.agent.prompt.llm");
      assertThat(naming("gemini-2.0-flash", agentId).statusCode()).isEqualTo(200);
      assertThat(AgentsApi.create(MINIMAL).statusCode()).isEqualTo(200);

      sender.delete(Topics.MODELS, OfferedModels.KEY).toCompletableFuture().get();
    }
    await().until(() -> naming("gpt-4o", agentId).statusCode() == 200);
  }

  private static void announce(Sender sender, Offered... models) throws Exception {
    var packet = OfferedModels.CODEC.encode(new OfferedModels(List.of(models)));
    sender.send(Topics.MODELS, OfferedModels.KEY, packet).toCompletableFuture().get();
  }

  private static Response naming(String llm, String agentId) {
    return patch(
        agentId,
        "{\"conversation_config\": {\"agent\": {\"prompt\": {\"llm\": \"%s\"}}}}".formatted(llm));
  }

  @Test
  void anUnknownAgentIsNotFound() {
    for (var response :
        List.of(
            AgentsApi.get("agent_nobody"),
            patch("agent_nobody", "{}"),
            AgentsApi.delete("agent_nobody"))) {
      response
          .then()
          .statusCode(404)
          .body("detail.status", equalTo("agent_not_found"))
          .body("detail.message", containsString("agent_nobody"));
    }
  }

  @Test
  void aDeletedAgentIsGoneEverywhere() {
    var agentId = created(MINIMAL);
    await().until(() -> announced.get(agentId).isPresent());

    var answer = AgentsApi.delete(agentId);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer)).isEmpty();
    assertThat(AgentsApi.get(agentId).statusCode()).isEqualTo(404);
    await().until(() -> announced.get(agentId).isEmpty());
  }

  @Test
  void agentsThatAreDeletedAtOnceAreAllDeleted() throws Exception {
    var ids = IntStream.range(0, 12).mapToObj(_ -> created(MINIMAL)).toList();
    List<Callable<Integer>> deletions =
        ids.stream()
            .map(id -> (Callable<Integer>) () -> AgentsApi.delete(id).statusCode())
            .toList();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : clients.invokeAll(deletions)) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }
  }

  @Test
  void whatIsAnnouncedEqualsWhatIsRead() {
    var agentId = created(resource("every-documented-field.json"));
    await().until(() -> announced.get(agentId).isPresent());
    assertThat(announced.get(agentId)).contains(core(read(agentId)));

    var patched = patched(agentId, "{\"conversation_config\": {\"tts\": {\"speed\": 0.9}}}");

    await().untilAsserted(() -> assertThat(announced.get(agentId)).contains(core(patched)));
  }

  @Test
  void theAnswerComesWhenTheAgentIsOnItsTopic() throws InterruptedException {
    var agentId = created(MINIMAL);

    // A copy that starts after the answer reads the topic to its end, and nothing that follows.
    try (var late = LocalCopy.of(bootstrapServers, Topics.AGENTS, Json.codec(Agent.class))) {
      assertThat(late.awaitCaughtUp(Duration.ofSeconds(20))).isTrue();
      assertThat(late.get(agentId)).isPresent();
    }
  }

  @Test
  void withoutABrokerChangesAreKeptAndAnnouncedLater() {
    var agentId = created(MINIMAL);
    outlet.breakDown();

    patched(agentId, "{\"name\": \"first\"}");
    patched(agentId, "{\"name\": \"second\"}");

    assertThat(read(agentId).path("name").textValue()).isEqualTo("second");
    assertThat(announcedName(agentId)).isNotEqualTo("second");
    outlet.mend();
    await().until(() -> announcedName(agentId).equals("second"));
  }

  @Test
  void patchesAtOnceLoseNothing() throws Exception {
    var agentId = created(MINIMAL);
    var names = IntStream.range(0, 20).mapToObj(i -> "v" + i).toList();

    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          clients.invokeAll(
              names.stream()
                  .map(name -> (Callable<Response>) () -> patch(agentId, variable(name)))
                  .toList());
      for (var answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
    }

    var agent = read(agentId);
    assertThat(
            agent.at("/conversation_config/agent/dynamic_variables/dynamic_variable_placeholders"))
        .hasSize(names.size());
    await().untilAsserted(() -> assertThat(announced.get(agentId)).contains(core(agent)));
  }

  @Test
  void aLargePromptIsStoredAndAnnounced() {
    var prompt = "x".repeat(AgentRules.MAX_PROMPT_BYTES);
    var agentId =
        created(
            "{\"conversation_config\": {\"agent\": {\"prompt\": {\"prompt\": \"%s\"}}}}"
                .formatted(prompt));

    await().until(() -> announced.get(agentId).isPresent());
    assertThat(read(agentId).at("/conversation_config/agent/prompt/prompt").textValue())
        .isEqualTo(prompt);
  }

  @Test
  void theStoreFindsAnAgentFromAnyThread() {
    var agentId = created("{\"name\": \"Ada\", \"conversation_config\": {}}");
    var patience = Duration.ofSeconds(5);

    assertThat(store.find(agentId).await().atMost(patience).map(it -> it.agent().name()))
        .contains("Ada");
    assertThat(store.find("agent_nobody").await().atMost(patience)).isEqualTo(Optional.empty());
  }

  @Test
  void theServiceIsReadyWithItsDatabase() {
    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void severalFlawsOfAQueryAreAllNamed() {
    var response =
        given()
            .queryParam("page_size", "101")
            .queryParam("sort_by", "size")
            .queryParam("sort_direction", "up")
            .queryParam("archived", "perhaps")
            .get("/v1/convai/agents");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(flawsOf(response))
        .containsExactlyInAnyOrder(
            "query.page_size", "query.sort_by", "query.sort_direction", "query.archived");
  }

  @Test
  void aCursorOfAnotherListIsNamed() {
    var response = given().queryParam("cursor", "!").get("/v1/convai/agents");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(flawsOf(response)).containsExactly("query.cursor");
  }

  private static String variable(String name) {
    return """
    {"conversation_config": {"agent": {"dynamic_variables":
      {"dynamic_variable_placeholders": {"%s": 1}}}}}
    """
        .formatted(name);
  }

  private String announcedName(String agentId) {
    return announced.get(agentId).map(agent -> agent.path("name").asText()).orElse("");
  }

  /** The agent without what the answer adds to it. */
  private static ObjectNode core(ObjectNode answer) {
    return answer.deepCopy().remove(List.of("phone_numbers", "access_info"));
  }
}
