package io.colloquy.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.llm.hosted.HostedModel;
import io.colloquy.llm.hosted.ModelServer;
import io.colloquy.llm.model.HeardAnswer;
import io.colloquy.llm.model.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tools and answers by a schema, as they stand in the bytes of chat completions. */
class OpenAiToolsTest {

  private static final ObjectNode SCHEMA =
      Json.read(
          """
          {"type":"object","properties":{"city":{"type":"string","minLength":2}},\
          "required":["city"],"additionalProperties":false,"x-own":[1,null]}""",
          ObjectNode.class);
  private static final ToolSpec WEATHER =
      new ToolSpec("get_weather", "Tells the weather of a city.", SCHEMA);
  private static final ToolCall ROME = new ToolCall("call_a", "get_weather", "{\"city\":\"Rome\"}");
  private static final ToolCall OSLO = new ToolCall("call_b", "get_weather", "{\"city\":\"Oslo\"}");

  private ModelServer.Received request;

  @Test
  void toolsAreOfferedWithTheirSchemaAsItIs() throws Exception {
    ask(question(ChatMessage.user("weather?")), reply -> say(reply, "Where?"));

    assertThat(request.body().path("tools"))
        .hasToString(
            "[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
                + "\"description\":\"Tells the weather of a city.\",\"parameters\":"
                + SCHEMA
                + "}}]");
    assertThat(request.body().path("tool_choice").asText()).isEqualTo("auto");
    assertThat(request.body().has("response_format")).isFalse();
  }

  @Test
  void withoutToolsNothingIsSaidOfThem() throws Exception {
    ask(new Question("gpt-4o", List.of(ChatMessage.user("hi")), 0, -1), reply -> say(reply, "Hi"));

    assertThat(request.body().has("tools")).isFalse();
    assertThat(request.body().has("tool_choice")).isFalse();
  }

  @Test
  void earlierCallsAndTheirResultsArePartOfTheConversation() throws Exception {
    ask(
        question(
            ChatMessage.user("weather?"),
            ChatMessage.assistant("", List.of(ROME, OSLO)),
            ChatMessage.tool("call_a", "sunny"),
            ChatMessage.tool("call_b", ""),
            ChatMessage.assistant("One more.", List.of(ROME)),
            ChatMessage.tool("call_a", "rain")),
        reply -> say(reply, "Rain."));

    assertThat(request.body().path("messages").toString())
        .isEqualTo(
            """
            [{"role":"user","content":"weather?"},\
            {"role":"assistant","content":null,"tool_calls":[\
            {"id":"call_a","type":"function","function":\
            {"name":"get_weather","arguments":"{\\"city\\":\\"Rome\\"}"}},\
            {"id":"call_b","type":"function","function":\
            {"name":"get_weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]},\
            {"role":"tool","tool_call_id":"call_a","content":"sunny"},\
            {"role":"tool","tool_call_id":"call_b","content":""},\
            {"role":"assistant","content":"One more.","tool_calls":[\
            {"id":"call_a","type":"function","function":\
            {"name":"get_weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]},\
            {"role":"tool","tool_call_id":"call_a","content":"rain"}]""");
  }

  @Test
  void aCallWithoutAWordIsAGoodAnswer() throws Exception {
    var heard =
        ask(
            question(ChatMessage.user("weather in rome?")),
            reply ->
                reply.stream()
                    .role()
                    .callBegins(0, "call_a", "get_weather")
                    .callGoesOn(0, "{\"city\":")
                    .callGoesOn(0, "\"Rome\"}")
                    .finish("tool_calls")
                    .usage(30, 9)
                    .done());

    assertThat(heard.calls()).containsExactly(ROME);
    assertThat(heard.text()).isEmpty();
    assertThat(heard.usage().orElseThrow().outputTokens()).isEqualTo(9);
    assertThat(heard.ends()).isEqualTo(1);
  }

  @Test
  void textBeforeTheCallsStreamsAndParallelCallsMayInterleave() throws Exception {
    var heard =
        ask(
            question(ChatMessage.user("rome and oslo")),
            reply ->
                reply.stream()
                    .role()
                    .delta("Let me ")
                    .delta("see.")
                    .callBegins(0, "call_a", "get_weather")
                    .callBegins(1, "call_b", "get_weather")
                    .callGoesOn(1, "{\"city\":\"Os")
                    .callGoesOn(0, "{\"city\":\"Rome\"}")
                    .callGoesOn(1, "lo\"}")
                    .finish("tool_calls")
                    .done());

    assertThat(heard.deltas()).containsExactly("Let me ", "see.");
    assertThat(heard.calls()).containsExactly(ROME, OSLO);
  }

  /** Some servers know no other reason to finish, give no ids, or the arguments as an object. */
  @Test
  void aServerThatIsNotExactIsUnderstood() throws Exception {
    var heard =
        ask(
            question(ChatMessage.user("rome")),
            reply ->
                reply.stream()
                    .event(
                        """
                        {"choices":[{"index":0,"delta":{"role":"assistant","content":"",\
                        "tool_calls":[{"function":\
                        {"name":"get_weather","arguments":{"city":"Rome"}}}]},\
                        "finish_reason":"stop"}]}""")
                    .done());

    assertThat(heard.calls()).hasSize(1);
    assertThat(heard.calls().getFirst().arguments()).isEqualTo("{\"city\":\"Rome\"}");
    assertThat(heard.calls().getFirst().id()).startsWith("call_");
  }

  @Test
  void aLetterOfAnArgumentThatIsCutByASegmentStaysWhole() throws Exception {
    var heard =
        ask(
            question(ChatMessage.user("tōkyō")),
            reply -> {
              reply.stream().callBegins(0, "call_a", "get_weather");
              for (byte b :
                  ModelServer.Reply.frame(ChatReply.callChunk(0, "{\"city\":\"Tōkyō 🗼\"}"))
                      .getBytes(StandardCharsets.UTF_8)) {
                reply.bytes(new byte[] {b});
              }
              reply.finish("tool_calls").done();
            });

    assertThat(heard.calls().getFirst().arguments()).isEqualTo("{\"city\":\"Tōkyō 🗼\"}");
  }

  @Test
  void argumentsThatAreNoJsonAreAFailureAndNoCallIsHeard() throws Exception {
    var heard =
        ask(
            question(ChatMessage.user("rome")),
            reply ->
                reply.stream()
                    .callBegins(0, "call_b", "get_weather")
                    .callGoesOn(0, "{\"city\":\"Oslo\"}")
                    .callBegins(1, "call_a", "get_weather")
                    .callGoesOn(1, "{\"city\":\"Ro")
                    .finish("length")
                    .done());

    assertThat(heard.calls()).isEmpty();
    assertThat(heard.failure().orElseThrow().kind().errorType()).isEqualTo("llm_error");
    assertThat(heard.failure().orElseThrow().message())
        .endsWith(" asked for a tool (get_weather) with arguments that are no JSON object");
  }

  @Test
  void aStreamThatEndsInTheMiddleOfACallIsAFailure() throws Exception {
    var heard =
        ask(
            question(ChatMessage.user("rome")),
            reply -> reply.stream().callBegins(0, "call_a", "get_weather").raw("0\r\n\r\n"));

    assertThat(heard.calls()).isEmpty();
    assertThat(heard.failure().orElseThrow().message())
        .endsWith(" ended its stream in the middle of the answer");
  }

  @Test
  void anAnswerByASchemaIsAskedForStrictly() throws Exception {
    var heard =
        ask(
            new Question(
                "gpt-4o",
                List.of(ChatMessage.user("Which city?")),
                List.of(),
                Optional.of(SCHEMA),
                0,
                -1),
            reply -> say(reply, "{\"city\":\"Rome\"}"));

    assertThat(request.body().path("response_format"))
        .hasToString(
            "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"strict\":true,"
                + "\"schema\":"
                + SCHEMA
                + "}}");
    assertThat(heard.text()).isEqualTo("{\"city\":\"Rome\"}");
  }

  @Test
  void aRefusalIsNoAnswer() throws Exception {
    var heard =
        ask(
            question(ChatMessage.user("rome")),
            reply ->
                reply.stream()
                    .event(
                        """
                        {"choices":[{"index":0,"delta":{"refusal":"I'm sorry, I can't."},\
                        "finish_reason":null}]}""")
                    .finish("stop")
                    .done());

    assertThat(heard.text()).isEmpty();
    assertThat(heard.failure().orElseThrow().message()).endsWith(" did not answer: refusal");
  }

  @Test
  void whatAModelThinksIsNotSaid() throws Exception {
    var heard =
        ask(
            question(ChatMessage.user("rome")),
            reply ->
                reply.stream()
                    .event(
                        """
                        {"choices":[{"index":0,"delta":{"role":"assistant","content":null,\
                        "reasoning_content":"The user wants"},"finish_reason":null}]}""")
                    .delta("<th")
                    .delta("ink>about weather")
                    .delta("</think>\n\n")
                    .delta("Sunny.")
                    .finish("stop")
                    .done());

    assertThat(heard.text()).isEqualTo("Sunny.");
  }

  private static Question question(ChatMessage... messages) {
    return new Question("gpt-4o", List.of(messages), List.of(WEATHER), Optional.empty(), 0, -1);
  }

  private static void say(ChatReply reply, String text) throws IOException {
    reply.stream().role().delta(text).finish("stop").usage(1, 1).done();
  }

  private HeardAnswer ask(Question question, ChatReply.Script script) throws Exception {
    try (var server = ChatReply.playing(script);
        var model =
            new HostedModel(
                new OpenAiProtocol(
                    new OpenAiSettings(
                        server.address(), Optional.empty(), Optional.empty(), "gpt-4o")),
                Duration.ofSeconds(3))) {
      var heard = new HeardAnswer();
      var _ = model.answer(question, heard);
      heard.awaitEnd();
      request = server.request();
      return heard;
    }
  }
}
