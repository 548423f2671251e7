package io.colloquy.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.cascade.Cascades;
import io.colloquy.llm.cascade.Patience;
import io.colloquy.llm.cascade.Plan;
import io.colloquy.llm.cascade.Route;
import io.colloquy.llm.cascade.UsualPatience;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.model.ScriptedModel;
import io.colloquy.llm.model.Usage;
import io.colloquy.llm.places.Unlimited;
import io.colloquy.llm.timing.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How an answer travels, in virtual time; who gives it is told in the tests of the cascade. */
class GenerationTest {

  private static final Patience PATIENCE = UsualPatience.of(1);
  private static final Question QUESTION =
      new Question("gpt-4o", List.of(ChatMessage.user("hi")), 0.5, 100);
  private static final ToolCall CALL = new ToolCall("call_1", "end_call", "{}");
  private static final Usage USAGE = new Usage("gpt-4o", 3, 2);

  private final VirtualTime time = new VirtualTime();
  private final List<LlmDelta> sent = new ArrayList<>();
  private final Deque<Runnable> sending = new ArrayDeque<>();
  private final ScriptedModel model = new ScriptedModel();
  private final SeenEvents seen = new SeenEvents();
  private final Generation generation =
      new Generation(
          new Generation.Ids("conv_1", "gen_1", Terms.USUAL),
          QUESTION,
          new Generation.Surroundings(
              new Cascades(time, time, Unlimited.places()), sent::add, time, sending::add, seen));

  @Test
  void aTextIsSentAtOnceAndWhatComesWhileItIsSentTravelsTogether() {
    start();

    model.last().answer.text("one ");
    assertThat(sending).hasSize(1);
    model.last().answer.text("two ");
    model.last().answer.text("three");
    model.last().answer.call(CALL);
    model.last().answer.finished(USAGE);
    assertThat(sending).hasSize(1);
    runSending();

    assertThat(sent)
        .containsExactly(
            new LlmDelta.Text("conv_1", "gen_1", "one two three"),
            new LlmDelta.ToolCall("conv_1", "gen_1", CALL),
            new LlmDelta.Finished("conv_1", "gen_1", "gpt-4o", USAGE.priced(), 0));
    assertThat(generation.over()).isDone();
    assertThat(time.timers()).isZero();
  }

  @Test
  void theTimeToTheFirstTextIsMeasuredFromTheRequestsArrival() {
    start();

    time.advance(Duration.ofMillis(420));
    model.last().answer.text("Hi ");
    time.advance(Duration.ofSeconds(2));
    model.last().answer.finished(USAGE);
    runSending();

    assertThat(sent.getLast())
        .isEqualTo(new LlmDelta.Finished("conv_1", "gen_1", "gpt-4o", USAGE.priced(), 420));
    assertThat(seen.over).hasSize(1);
    assertThat(seen.over.getFirst().tookMs()).isEqualTo(2_420);
    assertThat(seen.over.getFirst().errorType()).isEmpty();
  }

  @Test
  void aFailureFollowsWhatWasSaid() {
    start();
    model.last().answer.text("Well, ");
    model.last().answer.failed(ModelFailure.error("the provider is on fire"));
    runSending();

    assertThat(sent)
        .containsExactly(
            new LlmDelta.Text("conv_1", "gen_1", "Well, "),
            new LlmDelta.Failed("conv_1", "gen_1", "llm_error", "the provider is on fire"));
    assertThat(seen.over.getFirst().errorType()).contains("llm_error");
  }

  @Test
  void aCancelDropsWhatWasNotSentYetAndClosesTheStream() {
    start();
    model.last().answer.text("Hi ");
    model.last().answer.call(CALL);

    generation.cancel();
    generation.cancel();
    runSending();
    model.last().answer.text("not heard");
    model.last().answer.finished(USAGE);
    runSending();

    assertThat(sent).isEmpty();
    assertThat(model.last().cancelled).isTrue();
    assertThat(seen.over).singleElement().matches(Observer.Over::cancelled);
    assertThat(generation.isEnded()).isTrue();
    assertThat(generation.over()).isDone();
    assertThat(time.timers()).isZero();
  }

  @Test
  void anAbortSaysWhy() {
    start();
    model.last().answer.text("Hi ");

    generation.abort(ModelFailure.error("the service stops"));
    runSending();

    assertThat(sent.getLast())
        .isEqualTo(new LlmDelta.Failed("conv_1", "gen_1", "llm_error", "the service stops"));
    assertThat(model.last().cancelled).isTrue();
  }

  private void start() {
    generation.start(Plan.only(Route.of("gpt-4o", model), Terms.USUAL), PATIENCE);
  }

  private void runSending() {
    while (!sending.isEmpty()) {
      sending.remove().run();
    }
  }
}
