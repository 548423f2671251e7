package io.colloquy.llm.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.llm.files.KeptFiles;
import io.colloquy.llm.hosted.ModelServer.Reply;
import io.colloquy.llm.model.HeardAnswer;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.LanguageModelContractTest;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.ModelFailure.Reason;
import io.colloquy.llm.model.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every provider behind HTTP must do, against a server that speaks its protocol. */
public abstract class HostedModelContractTest extends LanguageModelContractTest {

  protected static final String KEY = "sk-test-1234567890";
  protected static final Question HELLO = question("Be kind.", "hello");

  private static final String ANSWER = "We are open from nine to five on every day but Sunday.";
  private static final String UNICODE = "Grüß Gott — 寿司 🍣 crème brûlée";

  private final List<AutoCloseable> open = new ArrayList<>();
  protected ModelServer server;

  protected abstract Protocol protocol(String address);

  /** Everything that comes before the first text. */
  protected abstract Reply begin(Reply reply) throws IOException;

  /** The bytes of the event that brings this text. */
  protected abstract String piece(String text);

  /** What tells that the answer is over, 12 tokens read and 14 written, and the stream's end. */
  protected abstract void finish(Reply reply) throws IOException;

  /** What the user said last, in the body of a request. */
  protected abstract String asked(JsonNode body);

  @AfterEach
  void close() throws Exception {
    for (var part : open) {
      part.close();
    }
  }

  @Override
  protected final LanguageModel model() {
    return playing(
        reply -> {
          begin(reply);
          var answer = asked(reply.request().body()).equals("unicode") ? UNICODE : ANSWER;
          for (var word : answer.split("(?<= )")) {
            say(reply, word);
          }
          finish(reply);
        });
  }

  @Override
  protected final LanguageModel slowModel() {
    return playing(reply -> say(begin(reply), "Well, ").stall());
  }

  @Override
  protected final Example longAnswer() {
    return new Example(question("Be kind.", "when do you open"), ANSWER);
  }

  @Override
  protected final Example unicodeAnswer() {
    return new Example(question("Be kind.", "unicode"), UNICODE);
  }

  @Test
  void theUsageIsWhatTheProviderCounts() throws InterruptedException {
    var usage = answerTo(longAnswer().question()).usage().orElseThrow();

    assertThat(usage.readTokens()).isEqualTo(12);
    assertThat(usage.outputTokens()).isEqualTo(14);
  }

  @Test
  void aLetterThatIsCutByASegmentStaysWhole() throws InterruptedException {
    var heard =
        hear(
            reply -> {
              begin(reply);
              for (byte b : piece("é🍣ß").getBytes(StandardCharsets.UTF_8)) {
                reply.bytes(new byte[] {b});
              }
              finish(reply);
            });

    assertThat(heard.text()).isEqualTo("é🍣ß");
  }

  @Test
  void commentsThatKeepTheConnectionAliveAreNoText() throws InterruptedException {
    var heard =
        hear(
            reply -> {
              begin(reply).bytes(ascii(": keep-alive\n\n"));
              say(say(reply, "Hel").bytes(ascii(":\n\n")), "lo");
              finish(reply);
            });

    assertThat(heard.deltas()).containsExactly("Hel", "lo");
  }

  @Test
  void aRefusedKeyIsNotShown() throws InterruptedException {
    var body = "{\"error\":{\"type\":\"authentication_error\",\"message\":\"bad %s\"}}";

    assertThat(failureOf(reply -> reply.error(401, body.formatted(KEY))))
        .startsWith("llm_error: the model provider at localhost:")
        .endsWith(" answered 401: the key was refused");
    assertThat(failureOf(reply -> reply.error(500, body.formatted(KEY))))
        .endsWith(" answered 500 (authentication_error): bad ***");
    assertThat(protocol(server.address()).toString()).doesNotContain(KEY);
  }

  @Test
  void anErrorOfTheServerIsAnErrorWhateverItsShape() throws InterruptedException {
    assertThat(failureOf(reply -> reply.error(502, "<html>Bad gateway</html>")))
        .endsWith(" answered 502");
    assertThat(failureOf(reply -> reply.error(504, "")))
        .startsWith("llm_timeout")
        .endsWith(" answered 504");
  }

  @Test
  void anEventThatIsNoJsonIsAFailureAfterTheText() throws InterruptedException {
    var heard =
        hear(
            reply -> {
              say(begin(reply), "Well, ").event("{\"half\":");
              finish(reply);
            });

    assertThat(heard.text()).isEqualTo("Well, ");
    assertThat(heard.failure().orElseThrow().message()).endsWith(" broke off its answer");
    assertThat(heard.ends()).isEqualTo(1);
  }

  @Test
  void aConnectionThatBreaksIsOneFailureAndNoEnd() throws InterruptedException {
    // An HTTP client may tell of the break before it hands on what came ahead of it.
    var heardSome = new CountDownLatch(1);
    var model =
        playing(
            reply -> {
              say(begin(reply), "Well, ");
              heardSome.await();
              reply.cut();
            });

    var heard = ask(model, HELLO).awaitFirst();
    heardSome.countDown();
    heard.awaitEnd();

    assertThat(heard.text()).isEqualTo("Well, ");
    assertThat(heard.failure().orElseThrow().kind().errorType()).isEqualTo("llm_error");
    assertThat(heard.endsWithin(Duration.ofMillis(100))).isTrue();
    assertThat(heard.ends()).isEqualTo(1);
  }

  @Test
  void aStreamThatEndsInOrderButInTheMiddleOfTheAnswerIsAFailure() throws InterruptedException {
    assertThat(failureOf(reply -> say(begin(reply), "Well, ").end()))
        .endsWith(" ended its stream in the middle of the answer");
  }

  @Test
  void aFailureSaysWhatWentWrongAndWhenToAskAgain() throws InterruptedException {
    var limited =
        failure(
            reply -> reply.raw("HTTP/1.1 429 No\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"));

    assertThat(limited.reason()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(limited.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(failure(reply -> reply.error(401, "")).reason()).isEqualTo(Reason.REFUSED_KEY);
    assertThat(failure(reply -> reply.error(404, "")).reason()).isEqualTo(Reason.REFUSED_REQUEST);
    assertThat(failure(reply -> reply.error(500, "")).reason()).isEqualTo(Reason.PROVIDER_ERROR);
    assertThat(failure(reply -> begin(reply).end()).reason()).isEqualTo(Reason.BROKEN_OFF);
    assertThat(failure(reply -> begin(reply).event("{\"half\":").end()).reason())
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void anErrorWhereTheStreamShouldBeIsAnError() throws InterruptedException {
    var failure =
        failure(
            reply ->
                reply.stream()
                    .bytes(ascii("{\"error\":{\"message\":\"no credit\",\"code\":429}}\n"))
                    .end());

    assertThat(failure.message()).endsWith(" broke off its answer: no credit");
    assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMITED);
  }

  @Test
  void aCancelReachesTheServerWithin50Milliseconds() throws InterruptedException {
    var _ = heardAndCancelled(); // the first closes load classes
    assertThat(heardAndCancelled()).isLessThan(Duration.ofMillis(50));
  }

  private Duration heardAndCancelled() throws InterruptedException {
    var heard = new HeardAnswer();
    var answering = slowModel().answer(HELLO, heard);
    heard.awaitFirst();
    long from = System.nanoTime();
    answering.cancel();
    assertThat(server.clientLeaves()).isTrue();
    return Duration.ofNanos(System.nanoTime() - from);
  }

  private ModelFailure failure(ModelServer.Script script) throws InterruptedException {
    return hear(script).failure().orElseThrow();
  }

  @Test
  void aCancelInTheMiddleOfTheAnswerClosesTheConnection() throws InterruptedException {
    var heard = new HeardAnswer();
    var answering = slowModel().answer(HELLO, heard);
    heard.awaitFirst();

    answering.cancel();

    assertThat(server.clientLeaves()).isTrue();
    assertThat(heard.ends()).isZero();
  }

  @Test
  void aCancelBeforeTheServerAnswersAtAllClosesTheConnection() throws InterruptedException {
    var heard = new HeardAnswer();
    var answering = playing(Reply::stall).answer(HELLO, heard);
    server.request();

    answering.cancel();

    assertThat(server.clientLeaves()).isTrue();
    assertThat(heard.ends()).isZero();
  }

  protected final Reply say(Reply reply, String text) throws IOException {
    return reply.bytes(piece(text).getBytes(StandardCharsets.UTF_8));
  }

  protected final HostedModel playing(ModelServer.Script script) {
    try {
      server = ModelServer.playing(script);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    var model =
        new HostedModel(
            protocol(server.address()), Duration.ofSeconds(3), KeptFiles.photoAndMenu());
    open.add(server);
    open.add(model);
    return model;
  }

  /** The whole answer to a greeting. */
  protected final HeardAnswer hear(ModelServer.Script script) throws InterruptedException {
    return ask(playing(script), HELLO).awaitEnd();
  }

  protected final String failureOf(ModelServer.Script script) throws InterruptedException {
    var failure = hear(script).failure().orElseThrow();
    return failure.kind().errorType() + ": " + failure.message();
  }

  protected static HeardAnswer ask(LanguageModel model, Question question) {
    var heard = new HeardAnswer();
    var _ = model.answer(question, heard);
    return heard;
  }

  /** The body of the request that this question makes. */
  protected final JsonNode bodyOf(Question question) throws InterruptedException {
    var _ = ask(playing(reply -> finish(say(begin(reply), "Hi"))), question).awaitEnd();
    return server.request().body();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
