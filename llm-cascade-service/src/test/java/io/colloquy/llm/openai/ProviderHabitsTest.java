package io.colloquy.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.hosted.HostedModel;
import io.colloquy.llm.hosted.ModelServer;
import io.colloquy.llm.model.HeardAnswer;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.ModelFailure.Reason;
import io.colloquy.llm.model.Question;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers do that speak OpenAI's protocol in ways of their own; streams as they send them. */
class ProviderHabitsTest {

  private static final Question HELLO =
      new Question("m", List.of(ChatMessage.user("hello")), 0, -1);

  @Test
  void groqCountsInAMemberOfItsOwnAndThinksBesideTheText() throws Exception {
    var heard =
        hear(
            """
            data: {"id":"c1","object":"chat.completion.chunk","model":"qwen3","x_groq":{"id":"r1"},\
            "choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

            data: {"model":"qwen3","choices":[{"index":0,"delta":{"reasoning":"They greet."}}]}

            data: {"model":"qwen3","choices":[{"index":0,"delta":{"content":"Hi."}}]}

            data: {"model":"qwen3","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],\
            "x_groq":{"id":"r1","usage":{"prompt_tokens":9,"completion_tokens":4}}}

            data: [DONE]

            """);

    assertThat(heard.text()).isEqualTo("Hi.");
    assertThat(heard.usage().orElseThrow().inputTokens()).isEqualTo(9);
    assertThat(heard.usage().orElseThrow().outputTokens()).isEqualTo(4);
  }

  @Test
  void cloudflareSendsArgumentsAsAnObjectAndChunksWithoutAChoice() throws Exception {
    var heard =
        hear(
            """
            data: {"choices":[],"response":"","p":"abc"}

            data: {"choices":[{"index":0,"delta":{"content":null,"tool_calls":[{"id":"c7",\
            "type":"function","function":{"name":"look_up","arguments":{"n":7}}}]}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}

            data: [DONE]

            """);

    assertThat(heard.calls()).containsExactly(new ToolCall("c7", "look_up", "{\"n\":7}"));
  }

  @Test
  void cloudflareTellsOfErrorsInAList() throws Exception {
    var failure =
        failure(
            reply ->
                reply.error(
                    400,
                    """
                    {"success":false,"errors":[{"code":7009,"message":"No such model."}]}"""));

    assertThat(failure.message()).endsWith(" answered 400: No such model.");
    assertThat(failure.reason()).isEqualTo(Reason.REFUSED_REQUEST);
  }

  @Test
  void togetherEndsWithAWordOfItsOwnAndNeitherCountsNorSaysDone() throws Exception {
    var heard =
        hear(
            """
            data: {"id":"o1","choices":[{"index":0,"text":"Hi.","delta":{"token_id":1,\
            "role":"assistant","content":"Hi."},"finish_reason":null}],"usage":null}

            data: {"choices":[{"index":0,"text":"","delta":{"content":""},\
            "finish_reason":"eos"}],"usage":null}

            """);

    assertThat(heard.text()).isEqualTo("Hi.");
    assertThat(heard.usage()).isPresent();
  }

  @Test
  void sambaNovaTellsOfALimitInsideItsStream() throws Exception {
    var failure =
        failure(
            reply ->
                reply.stream()
                    .event(
                        """
                        {"error":{"code":null,"message":"Rate limit exceeded",\
                        "type":"rate_limit_exceeded"}}""")
                    .done());

    assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMITED);
  }

  @Test
  void anErrorMayBeAFieldOfTheStream() throws Exception {
    var failure =
        failure(
            reply ->
                reply.stream()
                    .delta("Well, ")
                    .bytes(ascii("error: {\"error\":{\"message\":\"slot lost\"}}\n\n"))
                    .done());

    assertThat(failure.message()).endsWith(" broke off its answer: slot lost");
  }

  @Test
  void mistralThinksInPartsOfTheContent() throws Exception {
    var heard =
        hear(
            """
            data: {"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":\
            [{"type":"text","text":"Hm."}]},{"type":"text","text":"Hi."}]}}]}

            data: {"choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}]}

            data: [DONE]

            """);

    assertThat(heard.text()).isEqualTo("Hi.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data:\n\n", "data: \n\n", ": ping\n\n", "\uFEFFdata: \n\n"})
  void whatKeepsAConnectionAliveIsNoEvent(String beat) throws Exception {
    var heard =
        hear(
            reply ->
                reply.stream()
                    .bytes(beat.getBytes(StandardCharsets.UTF_8))
                    .delta("Hi.")
                    .finish()
                    .done());

    assertThat(heard.text()).isEqualTo("Hi.");
    assertThat(heard.failure()).isEmpty();
  }

  @Test
  void anAnswerThatReachesItsLimitIsAnEnd() throws Exception {
    var heard = hear(reply -> reply.stream().delta("Once upon").finish("length").done());

    assertThat(heard.text()).isEqualTo("Once upon");
    assertThat(heard.failure()).isEmpty();
  }

  @Test
  void anAnswerThatAFilterStopsIsAFailureAfterTheText() throws Exception {
    var heard = hear(reply -> reply.stream().delta("Once ").finish("content_filter").done());

    assertThat(heard.text()).isEqualTo("Once ");
    assertThat(heard.failure().orElseThrow().reason()).isEqualTo(Reason.WITHHELD);
  }

  @Test
  void aServerThatSaysDoneAndKeepsTheConnectionIsBelieved() throws Exception {
    try (var server =
            ChatReply.playing(
                reply -> reply.stream().delta("Hi.").finish().event("[DONE]").stall());
        var model = model(server)) {
      var heard = new HeardAnswer();
      var _ = model.answer(HELLO, heard);

      assertThat(heard.awaitEnd().text()).isEqualTo("Hi.");
      assertThat(server.clientLeaves()).isTrue();
    }
  }

  @Test
  void aCancelReachesTheServerWithin50Milliseconds() throws Exception {
    var _ = cancel(); // the first loads classes
    assertThat(cancel()).isLessThan(Duration.ofMillis(50));
  }

  private static Duration cancel() throws Exception {
    try (var server = ChatReply.playing(reply -> reply.stream().delta("Well, ").stall());
        var model = model(server)) {
      var heard = new HeardAnswer();
      var answering = model.answer(HELLO, heard);
      heard.awaitFirst();
      long from = System.nanoTime();
      answering.cancel();
      assertThat(server.clientLeaves()).isTrue();
      return Duration.ofNanos(System.nanoTime() - from);
    }
  }

  /** An answer whose stream came in one piece. */
  private static HeardAnswer hear(String stream) throws Exception {
    return hear(
        reply -> reply.stream().bytes(stream.getBytes(StandardCharsets.UTF_8)).raw("0\r\n\r\n"));
  }

  private static HeardAnswer hear(ChatReply.Script script) throws Exception {
    try (var server = ChatReply.playing(script);
        var model = model(server)) {
      var heard = new HeardAnswer();
      var _ = model.answer(HELLO, heard);
      return heard.awaitEnd();
    }
  }

  private static ModelFailure failure(ChatReply.Script script) throws Exception {
    return hear(script).failure().orElseThrow();
  }

  private static HostedModel model(ModelServer server) {
    return new HostedModel(
        new OpenAiProtocol(
            new OpenAiSettings(server.address(), Optional.empty(), Optional.empty(), "any")),
        Duration.ofSeconds(3));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
