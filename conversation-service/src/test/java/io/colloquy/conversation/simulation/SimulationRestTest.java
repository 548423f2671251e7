package io.colloquy.conversation.simulation;

import static io.colloquy.conversation.Rest.done;
import static io.colloquy.conversation.Rest.flaws;
import static io.colloquy.conversation.Rest.json;
import static io.colloquy.conversation.Rest.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.conversation.Rest;
import io.colloquy.conversation.knowledge.Workshop;
import io.colloquy.conversation.mcp.client.ScriptedMcpServer;
import io.colloquy.conversation.simulation.FakePeers.Reply;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@QuarkusTestResource(FakePeers.class)
@TestProfile(Workshop.class)
class SimulationRestTest {

  private static final String AGENT =
      """
      {"name": "Tea", "conversation_config": {"agent": {"first_message": "Hello {{guest}}.",
        "language": "en",
        "prompt": {"prompt": "You sell {{goods}}.", "llm": "gpt-4o", "temperature": 0.3,
          "tool_ids": ["TOOL"], "built_in_tools": {"end_call": {"name": "end_call"}}}}},
       "platform_settings": {
         "evaluation": {"criteria": [
           {"id": "polite", "name": "Polite", "conversation_goal_prompt": "It is polite."}]},
         "data_collection": {"kind": {"type": "string", "description": "Which tea"}}}}
      """;

  private static final String WEBHOOK =
      """
      {"tool_config": {"type": "webhook", "name": "order", "description": "Orders tea.",
        "api_schema": {"url": "http://127.0.0.1:9/never", "method": "POST",
          "request_body_schema": {"type": "object", "required": ["kind"], "properties": {
            "kind": {"type": "string", "description": "Which tea"},
            "key": {"type": "string", "constant_value": "k"}}}}}}
      """;

  private static final String BODY =
      """
      {"simulation_specification": {
         "simulated_user_config": {"prompt": {"prompt": "You want green tea.",
           "llm": "user-model", "temperature": 0.5}},
         "tool_mock_config": {"order": {"default_return_value": "ordered"}},
         "dynamic_variables": {"guest": "Ada", "goods": "tea"}},
       "extra_evaluation_criteria": [
         {"id": "quick", "name": "Quick", "conversation_goal_prompt": "It is quick."}],
       "new_turns_limit": 20}
      """;

  private final Rest rest = Rest.inNewWorkspace();

  @TestHTTPResource("/")
  URI address;

  private String agent() {
    var tool = done(rest.post("/v1/convai/tools", WEBHOOK)).path("id").asText();
    var created = done(rest.post("/v1/convai/agents/create", AGENT.replace("TOOL", tool)));
    return created.path("agent_id").asText();
  }

  private static String path(String agentId) {
    return "/v1/convai/agents/" + agentId + "/simulate-conversation";
  }

  private Response simulate(String agentId, String body) {
    return rest.post(path(agentId), body);
  }

  /** The user orders, the agent uses its tool, the user hangs up. */
  private static Reply script(BackgroundQuestion question) {
    var last = question.messages().getLast();
    if (question.model().equals("user-model")) {
      return last.content().startsWith("Hello")
          ? Reply.text("Green tea.")
          : Reply.text("Bye.", new ToolCall("1", "end_call", "{}"));
    }
    return last.role() == ChatMessage.Role.TOOL
        ? Reply.text("Done.")
        : Reply.text("", new ToolCall("1", "order", "{\"kind\": \"green\"}"));
  }

  private static List<String> messages(JsonNode turns) {
    List<String> messages = new ArrayList<>();
    turns.forEach(
        turn -> messages.add(turn.path("role").asText() + ": " + turn.path("message").asText()));
    return messages;
  }

  @Test
  void aConversationIsSimulatedAndEvaluated() {
    FakePeers.answer(SimulationRestTest::script);

    var answer = done(simulate(agent(), BODY));

    assertThat(messages(answer.path("simulated_conversation")))
        .containsExactly(
            "agent: Hello Ada.",
            "user: Green tea.",
            "agent: null",
            "agent: null",
            "agent: Done.",
            "user: Bye.");
    assertThat(answer.at("/simulated_conversation/3/tool_results/0/result_value").asText())
        .isEqualTo("ordered");
    assertThat(answer.at("/analysis/transcript_summary").asText()).isEqualTo("They talked.");
    assertThat(answer.path("termination_reason").asText()).isEqualTo("user_ended");
  }

  @Test
  void theModelsAreAskedAsBothSidesAreConfigured() {
    FakePeers.answer(SimulationRestTest::script);

    simulate(agent(), BODY);

    var user = FakePeers.ASKED.getFirst();
    assertThat(user.model()).isEqualTo("user-model");
    assertThat(user.temperature()).isEqualTo(0.5);
    assertThat(user.messages().getFirst().content()).contains("You want green tea.");
    var agent = FakePeers.ASKED.get(1);
    assertThat(agent.model()).isEqualTo("gpt-4o");
    assertThat(agent.temperature()).isEqualTo(0.3);
    assertThat(agent.messages().getFirst().content()).isEqualTo("You sell tea.");
    assertThat(agent.tools()).extracting(ToolSpec::name).containsExactly("end_call", "order");
    assertThat(agent.tools().getLast().parameters())
        .isEqualTo(
            json(
                """
                {"type": "object", "properties": {
                  "kind": {"type": "string", "description": "Which tea"}}, "required": ["kind"]}
                """));
  }

  @Test
  void theAgentsCriteriaAndTheExtraOnesAreEvaluated() {
    FakePeers.answer(SimulationRestTest::script);

    simulate(agent(), BODY);

    var asked = FakePeers.EVALUATED.getFirst();
    var terms = Terms.background(rest.workspace());
    assertThat(asked.terms()).isEqualTo(terms);
    assertThat(FakePeers.ASKED).allMatch(question -> question.terms().equals(terms));
    assertThat(asked.criteria()).extracting(it -> it.id()).containsExactly("polite", "quick");
    assertThat(asked.dataCollection()).containsOnlyKeys("kind");
    assertThat(asked.transcript()).hasSize(6);
    assertThat(asked.model()).isEqualTo("gpt-4o");
    assertThat(asked.dynamicVariables()).containsEntry("guest", "Ada");
  }

  @Test
  void toolsOfMcpServersAreListedAndNeverCalled() throws Exception {
    var tool = "{\"name\": \"shop.find\", \"inputSchema\": {\"type\": \"object\"}}";
    FakePeers.answer(
        question ->
            question.messages().size() == 2
                ? Reply.text("", new ToolCall("1", "shop_find", "{}"))
                : Reply.text("Found."));
    try (var mcp = new ScriptedMcpServer(ScriptedMcpServer.listing("[" + tool + "]"))) {
      var ids = List.of(server("http://127.0.0.1:1/"), server(mcp.url()), "mcp_nobody");
      var answer =
          done(
              simulate(
                  talker("{\"mcp_server_ids\": [\"%s\"]}".formatted(String.join("\", \"", ids))),
                  SPOKEN));

      assertThat(FakePeers.ASKED.getFirst().tools())
          .extracting(ToolSpec::name)
          .containsExactly("shop_find");
      assertThat(answer.at("/simulated_conversation/2/tool_results/0/type").asText())
          .isEqualTo("mcp");
      assertThat(mcp.calls()).contains("tools/list").doesNotContain("tools/call");
    }
  }

  private String server(String url) {
    var config =
        "{\"config\": {\"name\": \"n\", \"transport\": \"STREAMABLE_HTTP\", \"url\": \"%s\"}}";
    return done(rest.post("/v1/convai/mcp-servers", config.replace("%s", url))).path("id").asText();
  }

  private static final String SPOKEN =
      """
      {"simulation_specification": {"simulated_user_config": {"first_message": "Hi."}},
       "new_turns_limit": 4}
      """;

  /** An agent without a first message. */
  private String talker(String prompt) {
    var agent = "{\"conversation_config\": {\"agent\": {\"prompt\": PROMPT}}}";
    return done(rest.post("/v1/convai/agents/create", agent.replace("PROMPT", prompt)))
        .path("agent_id")
        .asText();
  }

  @Test
  void theUserIsHandedOverToAnAgentOfTheWorkspaceOnly() {
    var other = talker("{\"prompt\": \"You bill.\", \"llm\": \"gpt-4o-mini\"}");
    var stranger = Rest.inNewWorkspace();
    var theirs =
        done(stranger.post("/v1/convai/agents/create", "{\"conversation_config\": {}}"))
            .path("agent_id")
            .asText();
    var transfers =
        """
        {"prompt": "You sell.", "llm": "gpt-4.1", "built_in_tools": {"transfer_to_agent": {
          "name": "transfer_to_agent", "params": {"system_tool_type": "transfer_to_agent",
            "transfers": [{"agent_id": "THEIRS", "condition": "never"},
                          {"agent_id": "OTHER", "condition": "billing"}]}}}}
        """
            .replace("THEIRS", theirs)
            .replace("OTHER", other);
    FakePeers.answer(
        question -> {
          if (question.model().equals("gpt-4o-mini")) {
            return Reply.text("I bill.");
          }
          var number = question.messages().size() == 2 ? 0 : 1;
          var arguments = "{\"agent_number\": " + number + "}";
          return Reply.text("", new ToolCall("1", "transfer_to_agent", arguments));
        });

    var answer = done(simulate(talker(transfers), SPOKEN.replace("4}", "6}")));

    var turns = answer.path("simulated_conversation");
    assertThat(turns.at("/2/tool_results/0/is_error").asBoolean()).as(turns.toString()).isTrue();
    assertThat(turns.at("/4/tool_results/0/result/to_agent").asText()).isEqualTo(other);
    assertThat(turns.at("/5/message").asText()).isEqualTo("I bill.");
  }

  @Test
  void whatTheKnowledgeBaseSaysIsThereForCriteriaThatWantIt() {
    FakePeers.answer(_ -> Reply.text("Hello."));
    var text = "{\"name\": \"Hours\", \"text\": \"We open at nine.\"}";
    var document = done(rest.post("/v1/convai/knowledge-base/text", text)).path("id").asText();
    var agent =
        talker(
            "{\"knowledge_base\": [{\"type\": \"text\", \"name\": \"Hours\", \"id\": \"ID\"}]}"
                .replace("ID", document));
    var criterion =
        """
        , "extra_evaluation_criteria": [{"id": "true", "name": "True",
           "conversation_goal_prompt": "It says what is so.", "use_knowledge_base": true}]}
        """;

    simulate(agent, SPOKEN);
    simulate(agent, SPOKEN.replace("4}", "4" + criterion));

    assertThat(FakePeers.EVALUATED.getFirst().knowledge()).isEmpty();
    assertThat(FakePeers.EVALUATED.getLast().knowledge())
        .hasValueSatisfying(known -> assertThat(known).contains("We open at nine."));
  }

  @Test
  void anEvaluationThatIsAwayLosesNoConversation() {
    FakePeers.answer(SimulationRestTest::script);
    FakePeers.failEvaluations();

    var answer = done(simulate(agent(), BODY));

    assertThat(answer.path("simulated_conversation")).hasSize(6);
    assertThat(answer.at("/analysis/evaluation_criteria_results/quick/result").asText())
        .isEqualTo("unknown");
    assertThat(answer.at("/analysis/data_collection_results/kind/value").isNull()).isTrue();
    assertThat(answer.at("/analysis/call_successful").asText()).isEqualTo("unknown");
  }

  @Test
  void theStreamIsTheSameInPieces() throws Exception {
    FakePeers.answer(SimulationRestTest::script);
    var id = agent();
    var whole = done(simulate(id, BODY));

    var lines = stream(id, HttpClient.newHttpClient()).body().lines().toList();

    assertThat(lines).hasSizeGreaterThan(3);
    List<JsonNode> turns = new ArrayList<>();
    for (var line : lines.subList(0, lines.size() - 1)) {
      json(line).path("simulated_conversation").forEach(turns::add);
    }
    assertThat(withoutIds(turns)).isEqualTo(withoutIds(whole.path("simulated_conversation")));
    assertThat(json(lines.getLast()).path("analysis")).isEqualTo(whole.path("analysis"));
    assertThat(json(lines.getLast()).path("termination_reason"))
        .isEqualTo(whole.path("termination_reason"));
  }

  /** Each run has ids of its own. */
  private static String withoutIds(Iterable<JsonNode> turns) {
    var text = new StringBuilder();
    turns.forEach(text::append);
    return text.toString().replaceAll("order_[0-9a-f]{32}", "order_id");
  }

  private HttpResponse<BufferedLines> stream(String agentId, HttpClient client)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address.resolve(path(agentId) + "/stream"))
            .header("content-type", "application/json")
            .header("x-colloquy-workspace", rest.workspace())
            .POST(BodyPublishers.ofString(BODY))
            .build();
    return client.send(
        request,
        info ->
            HttpResponse.BodySubscribers.mapping(
                BodyHandlers.ofInputStream().apply(info),
                stream ->
                    new BufferedLines(
                        new BufferedReader(
                            new InputStreamReader(stream, StandardCharsets.UTF_8)))));
  }

  private record BufferedLines(BufferedReader reader) {
    Stream<String> lines() {
      return reader.lines();
    }
  }

  @Test
  void theFirstPieceComesBeforeTheEnd() throws Exception {
    var goOn = new CountDownLatch(1);
    FakePeers.answer(
        question -> {
          if (question.model().equals("gpt-4o")) {
            awaitLatch(goOn);
          }
          return script(question);
        });

    var response = stream(agent(), HttpClient.newHttpClient());
    var first = json(response.body().reader().readLine());
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("application/json");
    goOn.countDown();

    assertThat(messages(first.path("simulated_conversation"))).contains("user: Green tea.");
    assertThat(response.body().lines().toList()).last().asString().contains("analysis");
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aClientThatGoesAwayStopsTheSimulation() throws Exception {
    var id = agent();
    var before = stopped();
    var client = HttpClient.newHttpClient();
    var slow = new CountDownLatch(1);
    FakePeers.answer(
        _ -> {
          if (FakePeers.ASKED.size() > 3) {
            awaitLatch(slow);
          }
          return Reply.text("On.");
        });
    stream(id, client).body().reader().readLine();
    client.shutdownNow();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(stopped()).isGreaterThan(before));
    slow.countDown();
    assertThat(FakePeers.EVALUATED).isEmpty();
  }

  private double stopped() {
    return rest.get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("colloquy_simulations_total{ending=\"abandoned\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void twentySimulationsAtOnceDoNotMix() throws Exception {
    FakePeers.answer(
        question -> {
          var words =
              question.messages().getFirst().content().replaceAll("(?s).*word (\\d+).*", "$1");
          return question.model().equals("user-model")
              ? Reply.text("I say " + words)
              : Reply.text("You say " + last(question));
        });
    var id = agent();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<ObjectNode>> running = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        var body = BODY.replace("You want green tea.", "Say the word " + i + ".");
        running.add(CompletableFuture.supplyAsync(() -> done(simulate(id, body)), threads));
      }
      for (int i = 0; i < 20; i++) {
        var turns = messages(running.get(i).get().path("simulated_conversation"));
        assertThat(turns).hasSize(20);
        assertThat(turns.subList(1, 20))
            .allSatisfy(it -> assertThat(it).containsPattern("say \\d"));
        assertThat(turns.get(1)).isEqualTo("user: I say " + i);
        assertThat(turns.get(2)).isEqualTo("agent: You say I say " + i);
      }
    }
  }

  private static String last(BackgroundQuestion question) {
    return question.messages().getLast().content();
  }

  @ParameterizedTest
  @CsvSource({"502,502,llm_failed", "422,502,llm_failed", "504,504,llm_timeout"})
  void aModelThatNeverAnswersFailsBothKinds(int answered, int told, String name) {
    FakePeers.answer(_ -> Reply.failure(answered));
    var id = agent();

    for (var path : List.of(path(id), path(id) + "/stream")) {
      var refused = rest.post(path, BODY);

      assertThat(refused.statusCode()).isEqualTo(told);
      assertThat(status(refused)).isEqualTo(name);
      assertThat(refused.asString()).doesNotContain("secret");
    }
  }

  @Test
  void anAgentThatIsNotThereIsNotFound() {
    for (var path : List.of(path("agent_nobody"), path("agent_nobody") + "/stream")) {
      var refused = rest.post(path, BODY);

      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(status(refused)).isEqualTo("agent_not_found");
    }
    assertThat(Rest.inNewWorkspace().post(path(agent()), BODY).statusCode()).isEqualTo(404);
  }

  @Test
  void aVariableWithoutAValueIsMissing() {
    var body = BODY.replace("\"guest\": \"Ada\", ", "\"guest\": null, ");

    assertThat(flaws(simulate(agent(), body)))
        .containsExactly("body.simulation_specification.dynamic_variables.guest missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | body.simulation_specification missing",
        "{\"simulation_specification\": {}}"
            + " | body.simulation_specification.simulated_user_config missing",
        "{\"simulation_specification\": {\"simulated_user_config\": {}}, \"new_turns_limit\": -1}"
            + " | body.new_turns_limit greater_than_equal",
        "{\"simulation_specification\": {\"simulated_user_config\": {}},"
            + " \"extra_evaluation_criteria\": [{\"id\": \"a\", \"name\": \"a\"}]}"
            + " | body.extra_evaluation_criteria.0.conversation_goal_prompt missing",
      })
  void aBodyThatDoesNotFitIsRefused(String body, String flaw) {
    for (var path : List.of(path("agent_nobody"), path("agent_nobody") + "/stream")) {
      assertThat(flaws(rest.post(path, body))).containsExactly(flaw);
    }
  }

  @Test
  void theOperatorsLimitHoldsWhateverIsAskedFor() {
    FakePeers.answer(_ -> Reply.text("On."));

    var answer = done(simulate(agent(), BODY.replace("20}", "9000000000000}")));

    assertThat(answer.path("simulated_conversation")).hasSize(200);
    assertThat(answer.path("termination_reason").asText()).isEqualTo("turn_limit");
  }
}
