package io.colloquy.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.llm.cascade.Cascades;
import io.colloquy.llm.cascade.Health;
import io.colloquy.llm.cascade.Patience;
import io.colloquy.llm.cascade.Routes;
import io.colloquy.llm.generation.Generations;
import io.colloquy.llm.generation.Limits;
import io.colloquy.llm.hosted.HostedModel;
import io.colloquy.llm.hosted.ModelServer;
import io.colloquy.llm.model.Models;
import io.colloquy.llm.places.Unlimited;
import io.colloquy.llm.timing.Timers;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Who asked hears of every failure of a provider, once and clearly; a provider that falls silent is
 * left after the time limit, and its connection is closed.
 */
class FailingProviderTest {

  /** Long enough for a cold JVM on a busy machine. */
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private static final Duration FIRST_TOKEN = Duration.ofMillis(400);
  private static final Duration STALL = Duration.ofMillis(300);

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<LlmDelta> sent = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    clock.shutdownNow();
  }

  @Test
  void silenceBeforeTheFirstTokenIsATimeout() throws IOException, InterruptedException {
    try (var server = ChatReply.playing(reply -> reply.stream().role().stall());
        var model = model(server)) {
      generations(model, FIRST_TOKEN, AMPLE).handle(request());

      assertThat(server.clientLeaves()).isTrue();
      await().until(() -> sent.size() == 1);
      assertThat(sent.getFirst())
          .isEqualTo(
              timeout("the model (openai/builtin) took more than 400 ms for its first token"));
    }
  }

  @Test
  void silenceInTheMiddleOfTheAnswerIsATimeout() throws IOException, InterruptedException {
    try (var server = ChatReply.playing(reply -> reply.stream().delta("Well, ").stall());
        var model = model(server)) {
      generations(model, AMPLE, STALL).handle(request());

      assertThat(server.clientLeaves()).isTrue();
      await().until(() -> sent.size() == 2);
      assertThat(sent)
          .containsExactly(
              new LlmDelta.Text("conv_1", "gen_1", "Well, "),
              timeout("the model (openai/builtin) took more than 300 ms for its next token"));
    }
  }

  @Test
  void aRefusalIsToldAtOnceWithItsReason() throws IOException {
    var body = "{\"error\":{\"message\":\"Slow down.\",\"code\":\"rate_limit_exceeded\"}}";
    try (var server = ChatReply.playing(reply -> reply.error(429, body));
        var model = model(server)) {
      generations(model, AMPLE, AMPLE).handle(request());

      await().until(() -> !sent.isEmpty());
      assertThat(sent)
          .containsExactly(error(server, "answered 429 (rate_limit_exceeded): Slow down."));
    }
  }

  @Test
  void anAnswerThatBreaksOffIsAFailureAfterWhatWasSaid() throws IOException {
    try (var server =
            ChatReply.playing(reply -> reply.stream().role().delta("Well, ").raw("0\r\n\r\n"));
        var model = model(server)) {
      generations(model, AMPLE, AMPLE).handle(request());

      await().until(() -> sent.size() == 2);
      assertThat(sent)
          .containsExactly(
              new LlmDelta.Text("conv_1", "gen_1", "Well, "),
              error(server, "ended its stream in the middle of the answer"));
    }
  }

  private Generations generations(HostedModel model, Duration firstToken, Duration stall) {
    Timers timers =
        (delay, work) -> {
          var waiting = clock.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
          return () -> assertThat(waiting.cancel(false) || waiting.isDone()).isTrue();
        };
    return new Generations(
        new Routes(
            new Models(model, Optional.of(model), true), List.of(), (_, _) -> true, Health.UNKNOWN),
        new Cascades(timers, Clock.systemUTC(), Unlimited.places()),
        sent::add,
        new Limits(AMPLE, new Patience(firstToken, firstToken, stall, AMPLE, 1, false), AMPLE, 10),
        Clock.systemUTC(),
        Runnable::run,
        _ -> {});
  }

  private static HostedModel model(ModelServer server) {
    return new HostedModel(
        new OpenAiProtocol(
            new OpenAiSettings(server.address(), Optional.empty(), Optional.empty(), "any")),
        Duration.ofSeconds(3));
  }

  private static LlmRequest request() {
    return new LlmRequest.Generate(
        "conv_1",
        "gen_1",
        "builtin",
        List.of(ChatMessage.user("hi")),
        0,
        -1,
        System.currentTimeMillis());
  }

  private static LlmDelta timeout(String message) {
    return new LlmDelta.Failed("conv_1", "gen_1", "llm_timeout", message);
  }

  private static LlmDelta error(ModelServer server, String message) {
    return new LlmDelta.Failed(
        "conv_1",
        "gen_1",
        "llm_error",
        "the model provider at %s %s"
            .formatted(URI.create(server.address()).getAuthority(), message));
  }
}
