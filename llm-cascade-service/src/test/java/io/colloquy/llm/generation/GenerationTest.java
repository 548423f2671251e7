package io.colloquy.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.generation.Generation.State;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.model.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every transition of a generation, in virtual time. */
class GenerationTest {

  private static final Duration FIRST_TOKEN = Duration.ofSeconds(6);
  private static final Duration STALL = Duration.ofSeconds(5);
  private static final Limits LIMITS = new Limits(Duration.ofSeconds(15), FIRST_TOKEN, STALL, 10);

  private static final Question QUESTION =
      new Question("gpt-4o", List.of(ChatMessage.user("hi")), 0.5, 100);
  private static final ToolCall CALL = new ToolCall("call_1", "end_call", "{}");

  private final VirtualTime time = new VirtualTime();
  private final List<LlmDelta> sent = new ArrayList<>();
  private final Deque<Runnable> sending = new ArrayDeque<>();
  private final ScriptedModel model = new ScriptedModel();
  private final SeenEvents seen = new SeenEvents();
  private final Generation generation =
      new Generation(
          new Generation.Ids("conv_1", "gen_1"),
          QUESTION,
          "scripted",
          new Generation.Surroundings(sent::add, LIMITS, time, time, sending::add, seen));

  private enum Event {
    TEXT,
    CALL_GROWS,
    CALL,
    FINISHED,
    FAILED,
    CANCEL,
    FIRST_TOKEN_LIMIT,
    STALL_LIMIT
  }

  static Stream<Arguments> transitions() {
    var text = new LlmDelta.Text("conv_1", "gen_1", "Hi ");
    var call = new LlmDelta.ToolCall("conv_1", "gen_1", CALL);
    var finished =
        new LlmDelta.Finished("conv_1", "gen_1", "gpt-4o", new Usage("gpt-4o", 3, 2).priced(), 0);
    var failed = failed("llm_error", "the provider is on fire");
    var late =
        failed("llm_timeout", "the model (scripted) took more than 6000 ms for its first token");
    var stalled =
        failed("llm_timeout", "the model (scripted) took more than 5000 ms for its next token");
    return Stream.of(
        transition("awaiting: text", State.STREAMING, List.of(text), Event.TEXT),
        transition("awaiting: a piece of a call", State.STREAMING, List.of(), Event.CALL_GROWS),
        transition("awaiting: call", State.STREAMING, List.of(call), Event.CALL),
        transition(
            "a call that does not grow on is a stall",
            State.ENDED,
            List.of(stalled),
            Event.CALL_GROWS,
            Event.STALL_LIMIT),
        transition(
            "streaming: calls, one by one",
            State.ENDED,
            List.of(text, call, call, finished),
            Event.TEXT,
            Event.CALL,
            Event.CALL,
            Event.FINISHED),
        transition("ended: call", State.ENDED, List.of(finished), Event.FINISHED, Event.CALL),
        transition(
            "ended: a piece of a call",
            State.ENDED,
            List.of(finished),
            Event.FINISHED,
            Event.CALL_GROWS),
        transition("cancelled: call", State.ENDED, List.of(), Event.CANCEL, Event.CALL),
        transition("awaiting: finished", State.ENDED, List.of(finished), Event.FINISHED),
        transition("awaiting: failed", State.ENDED, List.of(failed), Event.FAILED),
        transition("awaiting: cancel", State.ENDED, List.of(), Event.CANCEL),
        transition(
            "awaiting: first token limit", State.ENDED, List.of(late), Event.FIRST_TOKEN_LIMIT),
        transition(
            "awaiting: stall limit is not yet it", State.AWAITING, List.of(), Event.STALL_LIMIT),
        transition("streaming: text", State.STREAMING, List.of(text, text), Event.TEXT, Event.TEXT),
        transition(
            "streaming: finished",
            State.ENDED,
            List.of(text, finished),
            Event.TEXT,
            Event.FINISHED),
        transition(
            "streaming: failed", State.ENDED, List.of(text, failed), Event.TEXT, Event.FAILED),
        transition("streaming: cancel", State.ENDED, List.of(text), Event.TEXT, Event.CANCEL),
        transition(
            "streaming: stall", State.ENDED, List.of(text, stalled), Event.TEXT, Event.STALL_LIMIT),
        transition("ended: text", State.ENDED, List.of(finished), Event.FINISHED, Event.TEXT),
        transition(
            "ended: finished", State.ENDED, List.of(finished), Event.FINISHED, Event.FINISHED),
        transition("ended: failed", State.ENDED, List.of(finished), Event.FINISHED, Event.FAILED),
        transition("ended: cancel", State.ENDED, List.of(finished), Event.FINISHED, Event.CANCEL),
        transition(
            "ended: time limit", State.ENDED, List.of(finished), Event.FINISHED, Event.STALL_LIMIT),
        transition("cancelled: text", State.ENDED, List.of(), Event.CANCEL, Event.TEXT),
        transition("cancelled: finished", State.ENDED, List.of(), Event.CANCEL, Event.FINISHED));
  }

  private static Arguments transition(
      String name, State state, List<LlmDelta> deltas, Event... events) {
    return arguments(name, List.of(events), state, deltas);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transitions")
  void everyEventLeadsFromEveryStateToTheRightOne(
      String name, List<Event> events, State state, List<LlmDelta> deltas) {
    generation.start(model);

    for (var event : events) {
      happen(event);
      runSending();
    }

    assertThat(generation.state()).isEqualTo(state);
    assertThat(sent).isEqualTo(deltas);
    assertThat(generation.over().isDone()).isEqualTo(state == State.ENDED);
    assertThat(time.timers()).isEqualTo(state == State.ENDED ? 0 : 1);
  }

  private void happen(Event event) {
    switch (event) {
      case TEXT -> answer().answer.text("Hi ");
      case CALL_GROWS -> answer().answer.callGrows();
      case CALL -> answer().answer.call(CALL);
      case FINISHED -> answer().answer.finished(new Usage("gpt-4o", 3, 2));
      case FAILED -> answer().answer.failed(ModelFailure.error("the provider is on fire"));
      case CANCEL -> generation.cancel();
      case FIRST_TOKEN_LIMIT -> time.advance(FIRST_TOKEN);
      case STALL_LIMIT -> time.advance(STALL);
    }
  }

  @Test
  void aTextIsSentAtOnceAndWhatComesWhileItIsSentTravelsTogether() {
    generation.start(model);

    answer().answer.text("one ");
    assertThat(sending).hasSize(1);
    answer().answer.text("two ");
    answer().answer.text("three");
    answer().answer.call(CALL);
    answer().answer.finished(new Usage("gpt-4o", 3, 2));
    assertThat(sending).hasSize(1);
    runSending();

    assertThat(sent)
        .containsExactly(
            new LlmDelta.Text("conv_1", "gen_1", "one two three"),
            new LlmDelta.ToolCall("conv_1", "gen_1", CALL),
            new LlmDelta.Finished(
                "conv_1", "gen_1", "gpt-4o", new Usage("gpt-4o", 3, 2).priced(), 0));
  }

  @Test
  void theTimeToTheFirstTextIsMeasuredFromTheRequestsArrival() {
    generation.start(model);

    time.advance(Duration.ofMillis(420));
    answer().answer.text("Hi ");
    time.advance(Duration.ofSeconds(2));
    answer().answer.finished(new Usage("gpt-4o", 3, 2));
    runSending();

    assertThat(sent.getLast())
        .isEqualTo(
            new LlmDelta.Finished(
                "conv_1", "gen_1", "gpt-4o", new Usage("gpt-4o", 3, 2).priced(), 420));
    assertThat(seen.events).containsExactly("scripted first sign 420", "scripted finished 3/2");
  }

  @Test
  void aSlowButSteadyStreamIsNoStall() {
    generation.start(model);

    for (int i = 0; i < 20; i++) {
      time.advance(STALL.minusMillis(1));
      answer().answer.text("Hi ");
    }

    assertThat(generation.state()).isEqualTo(State.STREAMING);
    assertThat(time.timers()).isEqualTo(1);
  }

  @Test
  void aTimeLimitAndACancelCloseTheModelsStream() {
    generation.start(model);
    time.advance(FIRST_TOKEN);
    assertThat(answer().cancelled).isTrue();

    var other = new ScriptedModel();
    var second =
        new Generation(
            new Generation.Ids("conv_1", "gen_2"),
            QUESTION,
            "scripted",
            new Generation.Surroundings(sent::add, LIMITS, time, time, sending::add, seen));
    second.start(other);
    second.cancel();
    assertThat(other.asked.getFirst().cancelled).isTrue();
  }

  @Test
  void whatWasNotSentYetIsDroppedByACancel() {
    generation.start(model);
    answer().answer.text("Hi ");
    answer().answer.call(CALL);

    generation.cancel();
    runSending();

    assertThat(sent).isEmpty();
  }

  @Test
  void aModelThatThrowsIsAFailureNotSilence() {
    generation.start(new BrokenModel());
    runSending();

    assertThat(sent)
        .containsExactly(failed("llm_error", "the model did not start: IllegalStateException"));
  }

  private static LlmDelta failed(String type, String message) {
    return new LlmDelta.Failed("conv_1", "gen_1", type, message);
  }

  private ScriptedModel.Asked answer() {
    return model.asked.getFirst();
  }

  private void runSending() {
    while (!sending.isEmpty()) {
      sending.remove().run();
    }
  }
}
