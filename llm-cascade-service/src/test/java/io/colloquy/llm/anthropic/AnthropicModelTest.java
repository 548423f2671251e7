package io.colloquy.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ModelUsage.Tokens;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.llm.files.KeptFiles;
import io.colloquy.llm.hosted.Endpoint;
import io.colloquy.llm.hosted.HostedModelContractTest;
import io.colloquy.llm.hosted.ModelServer.Reply;
import io.colloquy.llm.hosted.Protocol;
import io.colloquy.llm.model.Question;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Anthropic provider against a server that speaks the Messages API on a plain socket. */
class AnthropicModelTest extends HostedModelContractTest {

  private static final ObjectNode SCHEMA =
      Json.read(
          """
          {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""",
          ObjectNode.class);
  private static final ToolSpec WEATHER =
      new ToolSpec("get_weather", "Tells the weather of a city.", SCHEMA);
  private static final ToolCall ROME =
      new ToolCall("toolu_a", "get_weather", "{\"city\":\"Rome\"}");
  private static final ToolCall OSLO =
      new ToolCall("toolu_b", "get_weather", "{\"city\":\"Oslo\"}");

  @Override
  protected Protocol protocol(String address) {
    return new AnthropicProtocol(Endpoint.at(address + "/v1/", "/v1", KEY, "claude-haiku-4-5"));
  }

  @Override
  protected Reply begin(Reply reply) throws IOException {
    return head(reply)
        .event(
            "content_block_start",
            """
            {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""")
        .event("ping", "{\"type\": \"ping\"}");
  }

  private static Reply head(Reply reply) throws IOException {
    return reply.stream()
        .event(
            "message_start",
            """
            {"type":"message_start","message":{"id":"msg_01","type":"message",\
            "role":"assistant","model":"claude-haiku-4-5-20251001","content":[],\
            "stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,\
            "cache_creation_input_tokens":3,"cache_read_input_tokens":4,"output_tokens":1}}}""");
  }

  @Override
  protected String piece(String text) {
    return "event: content_block_delta\ndata: %s\n\n"
        .formatted(
            """
            {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":%s}}"""
                .formatted(Json.text(text)));
  }

  @Override
  protected void finish(Reply reply) throws IOException {
    blockStop(reply, 0);
    stop(reply, "end_turn");
  }

  private static void stop(Reply reply, String reason) throws IOException {
    reply
        .event(
            "message_delta",
            """
            {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},\
            "usage":{"output_tokens":14}}"""
                .formatted(reason))
        .event("message_stop", "{\"type\":\"message_stop\"}")
        .end();
  }

  private static Reply blockStop(Reply reply, int index) throws IOException {
    return reply.event(
        "content_block_stop", "{\"type\":\"content_block_stop\",\"index\":%d}".formatted(index));
  }

  private static Reply toolUse(Reply reply, int index, ToolCall call) throws IOException {
    return toolUse(reply, index, call.id(), call.name())
        .event("content_block_delta", input(index, ""))
        .event("content_block_delta", input(index, call.arguments().substring(0, 5)))
        .event("content_block_delta", input(index, call.arguments().substring(5)));
  }

  private static Reply toolUse(Reply reply, int index, String id, String name) throws IOException {
    return reply.event(
        "content_block_start",
        """
        {"type":"content_block_start","index":%d,"content_block":\
        {"type":"tool_use","id":"%s","name":"%s","input":{}}}"""
            .formatted(index, id, name));
  }

  private static String input(int index, String json) {
    return """
    {"type":"content_block_delta","index":%d,"delta":\
    {"type":"input_json_delta","partial_json":%s}}"""
        .formatted(index, Json.text(json));
  }

  @Override
  protected String asked(JsonNode body) {
    var last = body.path("messages").path(body.path("messages").size() - 1);
    return last.path("content").path(0).path("text").asText();
  }

  @Test
  void theRequestIsAStreamingMessage() throws InterruptedException {
    var body =
        bodyOf(
            new Question(
                "claude-sonnet-4-5",
                List.of(
                    ChatMessage.system("Be kind."),
                    ChatMessage.system("Be brief."),
                    ChatMessage.assistant("Hello!"),
                    ChatMessage.user("wer bist du?"),
                    ChatMessage.system("Context update: it rains."),
                    ChatMessage.assistant(" ")),
                1.3,
                50));

    assertThat(body)
        .hasToString(
            """
            {"model":"claude-sonnet-4-5","stream":true,"max_tokens":50,"temperature":1.0,\
            "system":[{"type":"text","text":"Be kind.\\n\\nBe brief.",\
            "cache_control":{"type":"ephemeral"}}],"messages":[\
            {"role":"user","content":[{"type":"text","text":"(The conversation begins.)"}]},\
            {"role":"assistant","content":[{"type":"text","text":"Hello!",\
            "cache_control":{"type":"ephemeral"}}]},\
            {"role":"user","content":[{"type":"text","text":"wer bist du?"},\
            {"type":"text","text":"Context update: it rains."}]}]}""");
  }

  @Test
  void theRequestGoesToTheMessagesOfTheVersionWithTheKey() throws InterruptedException {
    var _ = answerTo(HELLO);

    var request = server.request();
    assertThat(request.line()).isEqualTo("POST /v1/messages HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("x-api-key", KEY)
        .containsEntry("anthropic-version", "2023-06-01")
        .doesNotContainKey("authorization");
    assertThat(request.body().path("max_tokens").asInt()).isEqualTo(4096);
  }

  @ParameterizedTest
  @CsvSource({
    "builtin, claude-haiku-4-5",
    "gpt-4o, claude-haiku-4-5",
    "claude-sonnet-4-5, claude-sonnet-4-5",
    "claude-sonnet-4-5@20250929, claude-sonnet-4-5-20250929",
    "claude-3-7-sonnet, claude-3-7-sonnet-20250219",
    "claude-3-5-sonnet-v2@20241022, claude-3-5-sonnet-20241022",
    "claude-3-5-sonnet@20240620, claude-3-5-sonnet-20240620"
  })
  void theIdsThatAgentsKnowAreTheApisOnes(String id, String model) {
    var protocol =
        new AnthropicProtocol(Endpoint.at("http://localhost", "/v1", KEY, "claude-haiku-4-5"));

    assertThat(protocol.modelFor(id)).isEqualTo(model);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-3-haiku, true",
    "claude-sonnet-4-5@20250929, true",
    "claude-haiku-4-5, true",
    "claude-opus-4-7, false",
    "claude-opus-5, false"
  })
  void laterModelsAreGivenNoTemperature(String model, boolean given) throws InterruptedException {
    assertThat(bodyOf(new Question(model, HELLO.messages(), 0.5, -1)).has("temperature"))
        .isEqualTo(given);
  }

  @Test
  void toolsTheirCallsAndTheirResultsAreWrittenAsTheApiKnowsThem() throws InterruptedException {
    var body =
        bodyOf(
            new Question(
                "claude-haiku-4-5",
                List.of(
                    ChatMessage.user("weather?"),
                    ChatMessage.assistant("One moment. ", List.of(ROME, OSLO)),
                    ChatMessage.user("hurry"),
                    ChatMessage.tool("toolu_a", "sunny")),
                List.of(WEATHER),
                Optional.empty(),
                0,
                -1));

    assertThat(body.path("messages").toString())
        .isEqualTo(
            """
            [{"role":"user","content":[{"type":"text","text":"weather?"}]},\
            {"role":"assistant","content":[{"type":"text","text":"One moment."},\
            {"type":"tool_use","id":"toolu_a","name":"get_weather","input":{"city":"Rome"}},\
            {"type":"tool_use","id":"toolu_b","name":"get_weather","input":{"city":"Oslo"},\
            "cache_control":{"type":"ephemeral"}}]},\
            {"role":"user","content":[\
            {"type":"tool_result","tool_use_id":"toolu_a","content":"sunny"},\
            {"type":"tool_result","tool_use_id":"toolu_b","content":"No result yet."},\
            {"type":"text","text":"hurry"}]}]""");
    assertThat(body.path("tools").toString())
        .isEqualTo(
            "[{\"name\":\"get_weather\",\"description\":\"Tells the weather of a city.\","
                + "\"input_schema\":"
                + SCHEMA
                + ",\"cache_control\":{\"type\":\"ephemeral\"}}]");
    assertThat(body.path("tool_choice").toString()).isEqualTo("{\"type\":\"auto\"}");
  }

  @Test
  void whatStaysFromTurnToTurnIsMarkedForTheCacheAndWhatWasLookedUpForThisOneIsNot()
      throws InterruptedException {
    var body =
        bodyOf(
            new Question(
                "claude-haiku-4-5",
                List.of(
                    ChatMessage.system("You sell bread."),
                    ChatMessage.user("hello"),
                    ChatMessage.assistant("Hello!"),
                    ChatMessage.system("Found: we open at nine."),
                    ChatMessage.user("when do you open?")),
                List.of(WEATHER),
                Optional.empty(),
                0,
                -1));

    assertThat(body.path("messages").toString())
        .isEqualTo(
            """
            [{"role":"user","content":[{"type":"text","text":"hello"}]},\
            {"role":"assistant","content":[{"type":"text","text":"Hello!",\
            "cache_control":{"type":"ephemeral"}}]},\
            {"role":"user","content":[{"type":"text","text":"Found: we open at nine."},\
            {"type":"text","text":"when do you open?"}]}]""");
    assertThat(body.at("/system/0/cache_control/type").asText()).isEqualTo("ephemeral");
    assertThat(body.at("/tools/0/cache_control/type").asText()).isEqualTo("ephemeral");
    assertThat(body.toString().split("cache_control", -1)).hasSize(1 + 3);
  }

  @Test
  void whatWasReadFromTheCacheAndWrittenIntoItIsCountedByItself() throws InterruptedException {
    var question = new Question("claude-sonnet-4", HELLO.messages(), 0, -1);

    var usage =
        ask(
                playing(
                    reply -> {
                      reply.stream()
                          .event(
                              "message_start",
                              """
                              {"type":"message_start","message":{"model":"claude-sonnet-4-20250514",\
                              "usage":{"input_tokens":100,"cache_creation_input_tokens":200,\
                              "cache_read_input_tokens":3000,"output_tokens":1}}}""");
                      say(reply, "Hi");
                      stop(reply, "end_turn");
                    }),
                question)
            .awaitEnd()
            .usage()
            .orElseThrow();

    var used = usage.priced().modelUsage().get("claude-sonnet-4");
    assertThat(used.input()).isEqualTo(tokens(100, "0.0003"));
    assertThat(used.inputCacheWrite()).isEqualTo(tokens(200, "0.00075"));
    assertThat(used.inputCacheRead()).isEqualTo(tokens(3_000, "0.0009"));
    assertThat(used.outputTotal()).isEqualTo(tokens(14, "0.00021"));
    assertThat(used.price()).isEqualByComparingTo("0.00216");
  }

  private static Tokens tokens(long count, String price) {
    return new Tokens(count, new BigDecimal(price));
  }

  @Test
  void anAnswerIsNotLongerThanTheModelAllows() throws InterruptedException {
    var wanted = new Question("claude-3-7-sonnet", HELLO.messages(), 0, 100_000);

    assertThat(bodyOf(wanted).path("max_tokens").asInt()).isEqualTo(4096);
  }

  @Test
  void callsComeInPiecesAfterTheText() throws InterruptedException {
    var heard =
        hear(
            reply -> {
              blockStop(say(begin(reply), "Let me see."), 0);
              blockStop(toolUse(reply, 1, ROME), 1);
              blockStop(toolUse(reply, 2, OSLO), 2);
              stop(reply, "tool_use");
            });

    assertThat(heard.deltas()).containsExactly("Let me see.");
    assertThat(heard.calls()).containsExactly(ROME, OSLO);
    assertThat(heard.usage().orElseThrow().model()).isEqualTo("claude-haiku-4-5-20251001");
  }

  @Test
  void aCallWithoutArgumentsHasAnEmptyObject() throws InterruptedException {
    var heard =
        hear(
            reply -> {
              toolUse(head(reply), 0, "toolu_c", "end_call")
                  .event("content_block_delta", input(0, ""));
              stop(blockStop(reply, 0), "tool_use");
            });

    assertThat(heard.calls()).containsExactly(new ToolCall("toolu_c", "end_call", "{}"));
    assertThat(heard.text()).isEmpty();
  }

  @Test
  void argumentsThatAreCutOffAreAFailureAndNoCallIsHeard() throws InterruptedException {
    var heard =
        hear(
            reply -> {
              blockStop(toolUse(head(reply), 0, OSLO), 0);
              toolUse(reply, 1, "toolu_a", "get_weather")
                  .event("content_block_delta", input(1, "{\"city\":\"Ro"));
              stop(blockStop(reply, 1), "max_tokens");
            });

    assertThat(heard.calls()).isEmpty();
    assertThat(heard.failure().orElseThrow().message())
        .endsWith(" asked for a tool (get_weather) with arguments that are no JSON object");
  }

  @Test
  void whatTheModelThinksIsNotSaidAndUnknownEventsArePassedOver() throws InterruptedException {
    var heard =
        hear(
            reply -> {
              head(reply)
                  .event(
                      "content_block_start",
                      """
                      {"type":"content_block_start","index":0,"content_block":\
                      {"type":"thinking","thinking":"","signature":""}}""")
                  .event(
                      "content_block_delta",
                      """
                      {"type":"content_block_delta","index":0,"delta":\
                      {"type":"thinking_delta","thinking":"The user greets."}}""")
                  .event(
                      "content_block_delta",
                      """
                      {"type":"content_block_delta","index":0,"delta":\
                      {"type":"signature_delta","signature":"EqQB"}}""")
                  .event("surprise", "{\"type\":\"surprise\",\"text\":\"boo\"}");
              blockStop(reply, 0)
                  .event(
                      "content_block_start",
                      """
                      {"type":"content_block_start","index":1,"content_block":\
                      {"type":"redacted_thinking","data":"EmwK"}}""");
              say(blockStop(reply, 1), "Hello!");
              stop(reply, "end_turn");
            });

    assertThat(heard.text()).isEqualTo("Hello!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"end_turn", "max_tokens", "stop_sequence", "a_new_reason"})
  void anyOtherReasonToStopIsAnEnd(String reason) throws InterruptedException {
    var heard =
        hear(
            reply -> {
              say(begin(reply), "Hi");
              stop(reply, reason);
            });

    assertThat(heard.usage()).isPresent();
  }

  @Test
  void aRefusalIsAFailure() throws InterruptedException {
    assertThat(
            failureOf(
                reply -> {
                  say(begin(reply), "I ");
                  stop(reply, "refusal");
                }))
        .endsWith(" did not answer: refusal");
  }

  @Test
  void anErrorInAStreamThatBeganWellIsAFailureAfterTheText() throws InterruptedException {
    var heard =
        hear(
            reply ->
                say(begin(reply), "Well, ")
                    .event(
                        "error",
                        """
                        {"type":"error","error":\
                        {"type":"overloaded_error","message":"Overloaded"}}""")
                    .end());

    assertThat(heard.text()).isEqualTo("Well, ");
    assertThat(heard.failure().orElseThrow().message())
        .endsWith(" broke off its answer (overloaded_error): Overloaded");
  }

  @Test
  void anOverloadedServerIsAnErrorWithItsReason() throws InterruptedException {
    assertThat(
            failureOf(
                reply ->
                    reply.error(
                        529,
                        """
                        {"type":"error","error":{"type":"overloaded_error",\
                        "message":"Overloaded"},"request_id":"req_1"}""")))
        .endsWith(" answered 529 (overloaded_error): Overloaded");
  }

  @Test
  void anAnswerByASchemaIsTheInputOfAToolThatMustBeUsed() throws InterruptedException {
    var model =
        playing(
            reply -> {
              blockStop(say(begin(reply), "Here it is:"), 0);
              toolUse(reply, 1, "toolu_c", "answer")
                  .event("content_block_delta", input(1, "{\"city\":"))
                  .event("content_block_delta", input(1, "\"Rome\"}"));
              stop(blockStop(reply, 1), "tool_use");
            });
    var question =
        new Question("claude-haiku-4-5", HELLO.messages(), List.of(), Optional.of(SCHEMA), 0, -1);

    var heard = ask(model, question).awaitEnd();

    assertThat(heard.text()).isEqualTo("{\"city\":\"Rome\"}");
    assertThat(heard.calls()).isEmpty();
    var body = server.request().body();
    assertThat(body.path("tools").toString())
        .isEqualTo(
            "[{\"name\":\"answer\",\"description\":\"Gives the answer.\",\"input_schema\":"
                + SCHEMA
                + "}]");
    assertThat(body.path("tool_choice").toString())
        .isEqualTo("{\"type\":\"tool\",\"name\":\"answer\"}");
  }

  @Test
  void picturesAndPdfsTravelInTheRequest() throws InterruptedException {
    var sent = ChatMessage.user("look", List.of(KeptFiles.PHOTO, KeptFiles.MENU));

    var body = bodyOf(new Question("claude-sonnet-4-5", List.of(sent), 0, -1));

    assertThat(body.path("messages").toString())
        .isEqualTo(
            """
            [{"role":"user","content":[{"type":"image","source":{"type":"base64",\
            "media_type":"image/png","data":"iVBORwE="}},\
            {"type":"document","source":{"type":"base64","media_type":"application/pdf",\
            "data":"JVBERg=="},"title":"menu.pdf"},\
            {"type":"text","text":"look"}]}]""");
  }
}
