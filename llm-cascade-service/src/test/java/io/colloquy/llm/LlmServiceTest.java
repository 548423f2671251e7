package io.colloquy.llm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.colloquy.bus.Inbox;
import io.colloquy.bus.LocalCopy;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.llm.OfferedModels;
import io.colloquy.contracts.llm.ProviderKey;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.contracts.secret.SecretBox;
import io.colloquy.llm.hosted.ModelServer;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service over a real Kafka: requests in, deltas out. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class LlmServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PROMPT =
      """
      You are Ava, the assistant of Lighthouse Bakery.
      # Knowledge
      We are open Monday to Friday from eight until six.
      There are six free parking spaces behind the house.
      """;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @ConfigProperty(name = "colloquy.llm.secrets-key")
  String secretsKey;

  private final List<LlmDelta> deltas = new CopyOnWriteArrayList<>();
  private final String conversation = Ids.conversation();
  private Inbox inbox;
  private Sender sender;

  @BeforeEach
  void listen() throws InterruptedException {
    sender = Sender.live(bootstrapServers);
    inbox =
        Inbox.ofGroup(
            bootstrapServers,
            new Inbox.Group(Ids.random("test_"), Optional.empty()),
            Set.of(Topics.LLM_DELTAS),
            Inbox.Ownership.unobserved(),
            delivery -> {
              var delta = LlmDelta.CODEC.decode(delivery.packet());
              if (delta.conversationId().equals(conversation)
                  && delivery.key().equals(conversation)) {
                deltas.add(delta);
              }
            });
    assertThat(inbox.awaitAssignment(PATIENCE)).isTrue();
  }

  @AfterEach
  void close() {
    inbox.close();
    sender.close();
  }

  @Test
  void aQuestionIsAnsweredFromThePromptInSeveralDeltasAndOneEnd() {
    var id = ask("builtin", "is there parking", System.currentTimeMillis());

    awaitEnd(id);
    assertThat(text(id)).isEqualTo("There are six free parking spaces behind the house.");
    assertThat(deltas.getLast()).isInstanceOf(LlmDelta.Finished.class);
    var finished = (LlmDelta.Finished) deltas.getLast();
    assertThat(finished.model()).isEqualTo("builtin");
    assertThat(finished.usage().inputTokens()).isPositive();
    assertThat(finished.usage().outputTokens()).isEqualTo(9);
    assertThat(finished.firstTokenMs()).isBetween(0L, 2_000L);
  }

  @Test
  void aModelThatNobodyHasIsAnsweredByTheBuiltinOneWhichSaysSo() {
    var id = ask("gemini-2.0-flash", "who are you", System.currentTimeMillis());

    awaitEnd(id);
    assertThat(text(id)).startsWith("I'm Ava, the assistant of Lighthouse Bakery.");
    assertThat(((LlmDelta.Finished) deltas.getLast()).model()).isEqualTo("builtin");
  }

  @Test
  void whichModelsAgentsMayNameIsAnnounced() {
    try (var offers = LocalCopy.of(bootstrapServers, Topics.MODELS, OfferedModels.CODEC)) {
      await().atMost(PATIENCE).until(() -> offers.get(OfferedModels.KEY).isPresent());

      assertThat(offers.get(OfferedModels.KEY).orElseThrow().find("gpt-4o-2024-05-13"))
          .contains(new OfferedModels.Offered("gpt-4o-2024-05-13", "openai", true, false, false));
    }
  }

  @Test
  void aWorkspaceIsAnsweredByItsOwnProviderForAsLongAsItHasAKey() throws Exception {
    var workspace = Ids.random("workspace_");
    var name = ProviderKey.name(workspace, "openai");
    try (var provider = ModelServer.playing(LlmServiceTest::answer)) {
      var address = Optional.of(provider.address());
      var place = ProviderKey.place(workspace, "openai", address);
      var sealed = SecretBox.of(secretsKey, List.of()).seal("sk-own", place);
      var key = new ProviderKey(workspace, "openai", sealed, address);
      sender
          .send(Topics.PROVIDER_KEYS, name, ProviderKey.CODEC.encode(key))
          .toCompletableFuture()
          .get();

      await().atMost(PATIENCE).until(() -> answerFor(workspace).equals("From the own provider."));

      assertThat(provider.request().headers()).containsEntry("authorization", "Bearer sk-own");
      assertThat(answerFor("default")).startsWith("There are six");
      sender.delete(Topics.PROVIDER_KEYS, name).toCompletableFuture().get();
      await().atMost(PATIENCE).until(() -> answerFor(workspace).startsWith("There are six"));
    }
  }

  private static void answer(ModelServer.Reply reply) throws IOException {
    reply.stream()
        .event(
            """
            {"id":"c","object":"chat.completion.chunk","model":"gpt-4o","choices":[{"index":0,\
            "delta":{"content":"From the own provider."},"finish_reason":"stop"}]}\
            """)
        .event("[DONE]")
        .end();
  }

  private String answerFor(String workspace) {
    var id = Ids.generation();
    send(
        new LlmRequest.Generate(
            conversation,
            id,
            "gpt-4o",
            List.of(ChatMessage.system(PROMPT), ChatMessage.user("is there parking")),
            List.of(),
            0,
            -1,
            Optional.empty(),
            System.currentTimeMillis(),
            Optional.empty(),
            new Terms(workspace, Terms.Use.VOICE, false)));
    awaitEnd(id);
    return text(id);
  }

  @Test
  void aRequestThatIsTooOldFails() {
    var id = ask("builtin", "is there parking", System.currentTimeMillis() - 16_000);

    awaitEnd(id);
    assertThat(deltas).hasSize(1);
    assertThat(((LlmDelta.Failed) deltas.getLast()).errorType()).isEqualTo("llm_timeout");
  }

  @Test
  void whatIsCancelledBeforeItIsAskedIsNotAnswered() {
    var cancelled = Ids.generation();
    send(new LlmRequest.Cancel(conversation, cancelled));
    send(request(cancelled, "builtin", "is there parking", System.currentTimeMillis()));

    var next = ask("builtin", "when do you open", System.currentTimeMillis());

    awaitEnd(next);
    assertThat(deltas).extracting(LlmDelta::generationId).containsOnly(next);
  }

  @Test
  void manyAnswersOfOneConversationStayInOrder() {
    var ids =
        IntStream.range(0, 20)
            .mapToObj(i -> ask("builtin", "is there parking", System.currentTimeMillis()))
            .toList();

    ids.forEach(this::awaitEnd);
    for (var id : ids) {
      assertThat(text(id)).isEqualTo("There are six free parking spaces behind the house.");
    }
  }

  @Test
  void aMalformedRequestIsSkippedAndTheNextOneAnswered() {
    var _ =
        sender.send(
            Topics.LLM_REQUESTS,
            conversation,
            new Packet(Map.of(), "{".getBytes(StandardCharsets.UTF_8)));

    var id = ask("builtin", "is there parking", System.currentTimeMillis());

    awaitEnd(id);
    given().get("/q/metrics").then().body(containsString("colloquy_llm_malformed_total"));
  }

  @Test
  void aToolThatIsOfferedIsCalledBetweenTheTextAndTheEnd() {
    var id = Ids.generation();
    var endCall = new ToolSpec("end_call", "Ends the call.", Json.MAPPER.createObjectNode());
    var messages = List.of(ChatMessage.system(PROMPT), ChatMessage.user("goodbye"));
    send(
        new LlmRequest.Generate(
            conversation,
            id,
            "builtin",
            messages,
            List.of(endCall),
            0,
            -1,
            Optional.empty(),
            System.currentTimeMillis()));

    awaitEnd(id);
    assertThat(text(id)).isEqualTo("Thank you for calling. Goodbye!");
    assertThat(deltas.get(deltas.size() - 2))
        .isEqualTo(
            new LlmDelta.ToolCall(
                conversation,
                id,
                new ToolCall("call_1", "end_call", "{\"reason\":\"The caller said goodbye.\"}")));
  }

  @Test
  void aWholeAnswerIsGivenOverHttpButNoneByASchema() {
    var question =
        BackgroundQuestion.of(
            "builtin", List.of(ChatMessage.system(PROMPT), ChatMessage.user("is there parking")));

    given()
        .contentType("application/json")
        .body(Json.text(question))
        .post(BackgroundQuestion.PATH)
        .then()
        .statusCode(200)
        .body("text", equalTo("There are six free parking spaces behind the house."));
    given()
        .contentType("application/json")
        .body(Json.text(question.withAnswerSchema(Json.MAPPER.createObjectNode())))
        .post(BackgroundQuestion.PATH)
        .then()
        .statusCode(501)
        .body("detail.status", equalTo("not_supported_by_model"));
  }

  @Test
  void theServiceIsReadyAndCounts() {
    awaitEnd(ask("builtin", "is there parking", System.currentTimeMillis()));

    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body(containsString("model requests"))
        .body(containsString("builtin"));
    var metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();
    assertThat(metrics)
        .contains("colloquy_llm_answers_total{models=\"one\",outcome=\"answered\",use=\"voice\"}")
        .contains("colloquy_llm_attempts_total")
        .contains("gen_ai_client_operation_time_to_first_chunk_seconds_count")
        .contains("gen_ai_client_token_usage_count")
        .contains("colloquy_llm_running");
  }

  private String ask(String model, String question, long createdAtMs) {
    var id = Ids.generation();
    send(request(id, model, question, createdAtMs));
    return id;
  }

  private LlmRequest request(String id, String model, String question, long createdAtMs) {
    var messages = List.of(ChatMessage.system(PROMPT), ChatMessage.user(question));
    return new LlmRequest.Generate(conversation, id, model, messages, 0, -1, createdAtMs);
  }

  private void send(LlmRequest request) {
    var _ = sender.send(Topics.LLM_REQUESTS, conversation, LlmRequest.CODEC.encode(request));
  }

  private void awaitEnd(String id) {
    await()
        .atMost(PATIENCE)
        .until(() -> deltas.stream().anyMatch(d -> d.generationId().equals(id) && isEnd(d)));
  }

  private static boolean isEnd(LlmDelta delta) {
    return switch (delta) {
      case LlmDelta.Text _, LlmDelta.ToolCall _ -> false;
      case LlmDelta.Finished _, LlmDelta.Failed _ -> true;
    };
  }

  private String text(String id) {
    return deltas.stream()
        .filter(d -> d.generationId().equals(id))
        .filter(LlmDelta.Text.class::isInstance)
        .map(d -> ((LlmDelta.Text) d).text())
        .collect(Collectors.joining());
  }
}
