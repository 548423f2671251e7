package io.colloquy.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.LlmRequest.Cancel;
import io.colloquy.contracts.llm.LlmRequest.Generate;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.llm.cascade.Cascades;
import io.colloquy.llm.cascade.Patience;
import io.colloquy.llm.cascade.RouteHealth;
import io.colloquy.llm.cascade.Routes;
import io.colloquy.llm.cascade.UsualPatience;
import io.colloquy.llm.model.Models;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.model.ScriptedModel;
import io.colloquy.llm.model.Usage;
import io.colloquy.llm.places.Unlimited;
import io.colloquy.llm.timing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GenerationsTest {

  private static final Patience PATIENCE = UsualPatience.of(3);
  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(15), PATIENCE, Duration.ofSeconds(20), 2);

  private static final Usage USAGE = new Usage("builtin", 4, 2);

  private final VirtualTime time = new VirtualTime();
  private final List<LlmDelta> sent = new ArrayList<>();
  private final ScriptedModel model = new ScriptedModel();
  private final SeenEvents seen = new SeenEvents();
  private final Generations generations =
      new Generations(
          new Routes(
              new Models(model, Optional.empty(), true),
              List.of(),
              (_, _) -> true,
              new RouteHealth(time)),
          new Cascades(time, time, Unlimited.places()),
          sent::add,
          LIMITS,
          time,
          Runnable::run,
          seen);

  @Test
  void aRequestIsAnsweredPieceByPiece() {
    generations.handle(request("gen_1"));

    answer(0).answer.text("Hello ");
    answer(0).answer.text("there.");
    answer(0).answer.finished(USAGE);

    assertThat(sent)
        .containsExactly(
            new LlmDelta.Text("conv_1", "gen_1", "Hello "),
            new LlmDelta.Text("conv_1", "gen_1", "there."),
            new LlmDelta.Finished("conv_1", "gen_1", "builtin", USAGE.priced(), 0));
    assertThat(generations.running()).isZero();
  }

  @Test
  void theModelIsAskedForWhatTheRequestSays() {
    var tool = new ToolSpec("end_call", "Ends the call.", Json.MAPPER.createObjectNode());
    generations.handle(
        new Generate(
            "conv_1",
            "gen_1",
            "gpt-4o",
            List.of(ChatMessage.user("hi")),
            List.of(tool),
            0.5,
            100,
            Optional.empty(),
            time.millis()));

    assertThat(answer(0).question)
        .isEqualTo(
            new Question(
                "gpt-4o",
                List.of(ChatMessage.user("hi")),
                List.of(tool),
                Optional.empty(),
                0.5,
                100));
  }

  @Test
  void aCancelStopsItsGenerationAndNoOther() {
    generations.handle(request("gen_1"));
    generations.handle(request("gen_2"));

    generations.handle(new Cancel("conv_1", "gen_1"));
    answer(0).answer.text("not heard");
    answer(1).answer.text("heard.");

    assertThat(answer(0).cancelled).isTrue();
    assertThat(sent).containsExactly(new LlmDelta.Text("conv_1", "gen_2", "heard."));
    assertThat(seen.over).singleElement().matches(Observer.Over::cancelled);
    assertThat(generations.running()).isEqualTo(1);
  }

  @Test
  void whatWasCancelledBeforeItCameIsNotStarted() {
    generations.handle(new Cancel("conv_1", "gen_1"));
    generations.handle(request("gen_1"));

    assertThat(model.asked).isEmpty();
    assertThat(sent).isEmpty();
    assertThat(generations.running()).isZero();
  }

  @Test
  void aRequestThatComesAgainIsAnsweredOnce() {
    generations.handle(request("gen_1"));
    generations.handle(request("gen_1"));
    finish(0);
    generations.handle(request("gen_1"));

    assertThat(model.asked).hasSize(1);
    assertThat(sent).hasSize(2);
  }

  @Test
  void aRequestThatNobodyWaitsForAnyMoreIsRefused() {
    var old = request("gen_1");
    time.advance(Duration.ofSeconds(16));

    generations.handle(old);

    assertThat(model.asked).isEmpty();
    assertThat(sent)
        .containsExactly(
            new LlmDelta.Failed(
                "conv_1", "gen_1", "llm_timeout", "the request was 16000 ms old when it came"));
    assertThat(generations.running()).isZero();
  }

  @Test
  void aRequestThatIsOneTooManyIsRefusedAndTheNextIsNotWhenThereIsRoomAgain() {
    generations.handle(request("gen_1"));
    generations.handle(request("gen_2"));

    generations.handle(request("gen_3"));
    assertThat(sent)
        .containsExactly(
            new LlmDelta.Failed(
                "conv_1",
                "gen_3",
                "llm_error",
                "all 2 generations that this instance may run are running"));

    finish(0);
    generations.handle(request("gen_4"));
    assertThat(model.asked).hasSize(3);
    assertThat(generations.running()).isEqualTo(2);
  }

  @Test
  void whatStillRunsWhenTheServiceStopsEndsWithAClearFailure() throws InterruptedException {
    generations.handle(request("gen_1"));

    generations.drain(Duration.ZERO);

    assertThat(answer(0).cancelled).isTrue();
    assertThat(sent)
        .containsExactly(new LlmDelta.Failed("conv_1", "gen_1", "llm_error", "the service stops"));
  }

  @Test
  void anInstanceThatHasNothingToDoStopsAtOnce() throws InterruptedException {
    generations.drain(Duration.ofDays(1));

    assertThat(sent).isEmpty();
  }

  @Test
  void onlySoManyEndedGenerationsAreRemembered() {
    var ids = new RecentIds(2);
    ids.add("a");
    ids.add("b");
    ids.add("a");
    ids.add("c");

    assertThat(ids.contains("a")).isTrue();
    assertThat(ids.contains("b")).isFalse();
    assertThat(ids.contains("c")).isTrue();
  }

  @Test
  void aModelThatIsToldToThinkHasMoreTime() {
    generations.handle(
        new Generate(
            "conv_1",
            "gen_1",
            "gpt-5",
            List.of(ChatMessage.user("hi")),
            List.of(),
            0,
            -1,
            Optional.empty(),
            time.millis(),
            Optional.of("high"),
            Terms.USUAL));
    time.advance(Duration.ofSeconds(19));
    assertThat(model.asked).hasSize(1);
    time.advance(Duration.ofSeconds(2));
    assertThat(model.asked).hasSize(2);
  }

  private void finish(int index) {
    answer(index).answer.text("Yes.");
    answer(index).answer.finished(USAGE);
  }

  private ScriptedModel.Asked answer(int index) {
    return model.asked.get(index);
  }

  private Generate request(String id) {
    return new Generate(
        "conv_1", id, "builtin", List.of(ChatMessage.user("hi")), 0, -1, time.millis());
  }
}
