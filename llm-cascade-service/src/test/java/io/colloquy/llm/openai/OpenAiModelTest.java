package io.colloquy.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.llm.hosted.HostedModel;
import io.colloquy.llm.hosted.ModelServer;
import io.colloquy.llm.model.HeardAnswer;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.LanguageModelContractTest;
import io.colloquy.llm.model.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The OpenAI provider against a server that speaks the protocol on a plain socket. */
class OpenAiModelTest extends LanguageModelContractTest {

  private static final String ANSWER = "We are open from nine to five on every day but Sunday.";
  private static final String UNICODE = "Grüß Gott — 寿司 🍣 crème brûlée";

  private final List<AutoCloseable> open = new ArrayList<>();
  private ModelServer server;

  @Override
  protected LanguageModel model() {
    return playing(
        reply -> {
          reply.stream().role();
          for (var word : answerTo(reply.request()).split("(?<= )")) {
            reply.delta(word);
          }
          reply.finish().usage(12, 14).done();
        });
  }

  /** The contract's two examples differ in their question. */
  private static String answerTo(ModelServer.Received request) {
    var asked = request.body().at("/messages/1/content").asText();
    return asked.equals("unicode") ? UNICODE : ANSWER;
  }

  @Override
  protected LanguageModel slowModel() {
    return playing(reply -> reply.stream().role().delta("Well, ").stall());
  }

  @Override
  protected Example longAnswer() {
    return new Example(question("Be kind.", "when do you open"), ANSWER);
  }

  @Override
  protected Example unicodeAnswer() {
    return new Example(question("Be kind.", "unicode"), UNICODE);
  }

  @AfterEach
  void close() throws Exception {
    for (var part : open) {
      part.close();
    }
  }

  @Test
  void theRequestIsAStreamingChatCompletion() throws InterruptedException {
    var model = playing(reply -> reply.stream().delta("Hi").finish().usage(3, 1).done());
    var question =
        new Question(
            "gpt-4o",
            List.of(
                ChatMessage.system("Be kind."),
                ChatMessage.user("hello"),
                ChatMessage.assistant("Hello!"),
                ChatMessage.user("wer bist du?")),
            0.3,
            50);

    ask(model, question).awaitEnd();

    var request = server.request();
    assertThat(request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(request.headers()).containsEntry("authorization", "Bearer sk-test-1234567890");
    assertThat(request.headers()).doesNotContainKey("upgrade");
    var body = request.body();
    assertThat(body.path("model").asText()).isEqualTo("gpt-4o");
    assertThat(body.path("stream").asBoolean()).isTrue();
    assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.3);
    assertThat(body.path("max_tokens").asInt()).isEqualTo(50);
    assertThat(body.path("messages").findValuesAsText("role"))
        .containsExactly("system", "user", "assistant", "user");
    assertThat(body.path("messages").findValuesAsText("content"))
        .containsExactly("Be kind.", "hello", "Hello!", "wer bist du?");
  }

  @Test
  void withoutALimitNoneIsSentAndWithoutAKeyNoHeader() throws InterruptedException, IOException {
    server = serve(reply -> reply.stream().delta("Hi").finish().usage(3, 1).done());
    var model =
        model(new OpenAiSettings(server.address(), Optional.empty(), Optional.empty(), "m"));

    ask(model, question("Be kind.", "hello")).awaitEnd();

    var request = server.request();
    assertThat(request.headers()).doesNotContainKey("authorization");
    assertThat(request.body().has("max_tokens")).isFalse();
    assertThat(request.body().has("max_completion_tokens")).isFalse();
    assertThat(request.body().path("model").asText()).isEqualTo("m");
  }

  @Test
  void theUsageIsTheOneOfTheLastChunkAndTheModelTheOneThatAnswered() throws InterruptedException {
    var usage = answerTo(longAnswer().question()).usage().orElseThrow();

    assertThat(usage.inputTokens()).isEqualTo(12);
    assertThat(usage.outputTokens()).isEqualTo(14);
    assertThat(usage.model()).isEqualTo("gpt-4o-mini-2024-07-18");
  }

  @Test
  void whatWasReadFromTheCacheIsAPartOfThePromptAndThoughtsOfTheAnswer()
      throws InterruptedException {
    var model =
        playing(
            reply ->
                reply.stream()
                    .delta("Hi")
                    .finish()
                    .event(
                        """
                        {"model":"gpt-4o-2024-08-06","choices":[],"usage":{"prompt_tokens":2006,\
                        "completion_tokens":300,"total_tokens":2356,\
                        "prompt_tokens_details":{"cached_tokens":1920},\
                        "completion_tokens_details":{"reasoning_tokens":50}}}""")
                    .done());

    var usage =
        ask(model, new Question("gpt-4o", List.of(ChatMessage.user("hi")), 0, -1))
            .awaitEnd()
            .usage()
            .orElseThrow();

    assertThat(usage.inputTokens()).isEqualTo(86);
    assertThat(usage.cacheReadTokens()).isEqualTo(1_920);
    assertThat(usage.outputTokens()).isEqualTo(350);
    // 86 at 2.50, 1,920 at 1.25 and 350 at 10, a million each; under the name that was asked for.
    assertThat(usage.priced().modelUsage()).containsOnlyKeys("gpt-4o");
    assertThat(usage.priced().price()).isEqualByComparingTo("0.006115");
  }

  @Test
  void whereTheProviderDoesNotCountTheUsageIsEstimated() throws InterruptedException {
    var model = playing(reply -> reply.stream().delta("Twelve chars").finish().done());

    var usage = ask(model, question("12345678", "1234")).awaitEnd().usage().orElseThrow();

    assertThat(usage.inputTokens()).isEqualTo(3);
    assertThat(usage.outputTokens()).isEqualTo(3);
  }

  @Test
  void commentsThatKeepTheConnectionAliveAreNoText() throws InterruptedException {
    var model =
        playing(
            reply -> {
              reply.stream().bytes(ascii(": keep-alive\n\n")).delta("Hel");
              reply.bytes(ascii(":\n\n: OPENROUTER PROCESSING\n\n")).delta("lo").finish().done();
            });

    assertThat(ask(model, question("a", "b")).awaitEnd().deltas()).containsExactly("Hel", "lo");
  }

  @Test
  void aLetterThatIsCutByASegmentStaysWhole() throws InterruptedException {
    var model =
        playing(
            reply -> {
              reply.stream();
              var event =
                  "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"é🍣ß\"}}]}\r\n\r\n";
              for (byte b : event.getBytes(StandardCharsets.UTF_8)) {
                reply.bytes(new byte[] {b});
              }
              reply.finish().usage(1, 1).done();
            });

    assertThat(ask(model, question("a", "b")).awaitEnd().text()).isEqualTo("é🍣ß");
  }

  @Test
  void aRefusedKeyIsAnErrorThatDoesNotShowTheKey() throws InterruptedException {
    var failure =
        failureOf(
            reply ->
                reply.error(
                    401,
                    """
                    {"error":{"message":"Incorrect API key provided: sk-test-****7890.",\
                    "type":"invalid_request_error","param":null,"code":"invalid_api_key"}}\
                    """));

    assertThat(failure)
        .startsWith("llm_error: the model provider at localhost:")
        .endsWith(" answered 401: the key was refused");
  }

  @Test
  void anExhaustedQuotaIsAnErrorWithItsReason() throws InterruptedException {
    var failure =
        failureOf(
            reply ->
                reply.error(
                    429,
                    """
                    {"error":{"message":"Rate limit reached for sk-test-1234567890\\nin 20s.",\
                    "type":"tokens","param":null,"code":"rate_limit_exceeded"}}\
                    """));

    assertThat(failure)
        .endsWith(" answered 429 (rate_limit_exceeded): Rate limit reached for *** in 20s.");
  }

  @Test
  void anErrorOfTheServerIsAnErrorWhateverItsShape() throws InterruptedException {
    assertThat(
            failureOf(
                r -> r.error(500, "{\"error\":{\"message\":\"oops\",\"type\":\"server_error\"}}")))
        .endsWith(" answered 500 (server_error): oops");
    assertThat(failureOf(r -> r.error(404, "{\"error\":\"model 'x' not found\"}")))
        .endsWith(" answered 404: model 'x' not found");
    assertThat(failureOf(r -> r.error(502, "<html>Bad gateway</html>"))).endsWith(" answered 502");
    assertThat(failureOf(r -> r.error(504, "")))
        .startsWith("llm_timeout")
        .endsWith(" answered 504");
  }

  @Test
  void anErrorInAStreamThatBeganWellIsAFailureAfterTheText() throws InterruptedException {
    var model =
        playing(
            reply -> {
              reply.stream().role().delta("Well, ");
              reply.event(
                  "{\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\"}}");
              reply.raw("0\r\n\r\n");
            });

    var heard = ask(model, question("a", "b")).awaitEnd();

    assertThat(heard.text()).isEqualTo("Well, ");
    assertThat(heard.failure().orElseThrow().message())
        .endsWith(" broke off its answer (server_error): The server had an error");
    assertThat(heard.ends()).isEqualTo(1);
  }

  @Test
  void aChunkThatIsNoJsonIsAFailure() throws InterruptedException {
    assertThat(failureOf(reply -> reply.stream().delta("Hi").event("{\"choices\":[").done()))
        .endsWith(" broke off its answer");
  }

  @Test
  void aConnectionThatBreaksIsOneFailureAndNoEnd() throws InterruptedException {
    // An HTTP client may tell of the break before it hands on what came ahead of it.
    var heardSome = new CountDownLatch(1);
    var model =
        playing(
            reply -> {
              var begun = reply.stream().role().delta("Well, ");
              heardSome.await();
              begun.cut();
            });

    var heard = ask(model, question("a", "b")).awaitFirst();
    heardSome.countDown();
    heard.awaitEnd();

    assertThat(heard.text()).isEqualTo("Well, ");
    assertThat(heard.failure().orElseThrow().kind().errorType()).isEqualTo("llm_error");
    assertThat(heard.endsWithin(Duration.ofMillis(100))).isTrue();
    assertThat(heard.ends()).isEqualTo(1);
  }

  @Test
  void aStreamThatEndsInOrderButInTheMiddleOfTheAnswerIsAFailure() throws InterruptedException {
    assertThat(failureOf(reply -> reply.stream().role().delta("Well, ").raw("0\r\n\r\n")))
        .endsWith(" ended its stream in the middle of the answer");
  }

  @Test
  void aServerThatDoesNotSayDoneButHasFinishedIsBelieved() throws InterruptedException {
    var model = playing(reply -> reply.stream().delta("Hi").finish().raw("0\r\n\r\n"));

    assertThat(ask(model, question("a", "b")).awaitEnd().usage()).isPresent();
  }

  @Test
  void aServerThatIsNotThereIsAnError() throws IOException, InterruptedException {
    var gone = serve(reply -> reply.cut());
    gone.close();
    var model =
        model(new OpenAiSettings(gone.address(), Optional.empty(), Optional.empty(), "any"));

    var failure = ask(model, question("a", "b")).awaitEnd().failure().orElseThrow();

    assertThat(failure.kind().errorType()).isEqualTo("llm_error");
    assertThat(failure.message()).endsWith(" cannot be reached");
  }

  @Test
  void aCancelInTheMiddleOfTheAnswerClosesTheConnection() throws InterruptedException {
    var model = playing(reply -> reply.stream().role().delta("Well, ").stall());
    var heard = new HeardAnswer();
    var answering = model.answer(question("a", "b"), heard);
    heard.awaitFirst();

    answering.cancel();

    assertThat(server.clientLeaves()).isTrue();
    assertThat(heard.ends()).isZero();
  }

  @Test
  void aCancelBeforeTheFirstTokenClosesTheConnection() throws InterruptedException {
    var model = playing(reply -> reply.stream().role().stall());
    var answering = model.answer(question("a", "b"), new HeardAnswer());
    server.request();

    answering.cancel();

    assertThat(server.clientLeaves()).isTrue();
  }

  @Test
  void aCancelBeforeTheServerAnswersAtAllClosesTheConnection() throws InterruptedException {
    var model = playing(reply -> reply.stall());
    var heard = new HeardAnswer();
    var answering = model.answer(question("a", "b"), heard);
    server.request();

    answering.cancel();

    assertThat(server.clientLeaves()).isTrue();
    assertThat(heard.ends()).isZero();
  }

  @Test
  void manyAnswersThatStallDoNotHoldUpAnother() throws InterruptedException {
    var stalling = playing(reply -> reply.stream().delta("Well, ").stall());
    for (int i = 0; i < 50; i++) {
      var _ = ask(stalling, question("a", "b")).awaitFirst();
    }

    assertThat(ask(stalling, question("a", "b")).awaitFirst().text()).isEqualTo("Well, ");
  }

  private LanguageModel playing(ChatReply.Script script) {
    try {
      server = serve(script);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return model(
        new OpenAiSettings(
            server.address() + "/v1/",
            Optional.of("sk-test-1234567890"),
            Optional.empty(),
            "gpt-4o-mini"));
  }

  private ModelServer serve(ChatReply.Script script) throws IOException {
    var started = ChatReply.playing(script);
    open.add(started);
    return started;
  }

  private HostedModel model(OpenAiSettings settings) {
    var model = new HostedModel(new OpenAiProtocol(settings), Duration.ofSeconds(3));
    open.add(model);
    return model;
  }

  private String failureOf(ChatReply.Script script) throws InterruptedException {
    var failure = ask(playing(script), question("a", "b")).awaitEnd().failure().orElseThrow();
    return failure.kind().errorType() + ": " + failure.message();
  }

  private static HeardAnswer ask(LanguageModel model, Question question) {
    var heard = new HeardAnswer();
    var _ = model.answer(question, heard);
    return heard;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
