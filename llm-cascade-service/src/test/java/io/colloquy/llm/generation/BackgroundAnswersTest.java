package io.colloquy.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.llm.cascade.Cascades;
import io.colloquy.llm.cascade.Health;
import io.colloquy.llm.cascade.Routes;
import io.colloquy.llm.generation.BackgroundAnswers.Outcome;
import io.colloquy.llm.model.AnswerGate;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Models;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.model.ScriptedModel;
import io.colloquy.llm.model.Usage;
import io.colloquy.llm.places.Allowance;
import io.colloquy.llm.places.Places;
import io.colloquy.llm.places.Unlimited;
import io.colloquy.llm.timing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackgroundAnswersTest {

  private static final ObjectNode SCHEMA = Json.read("{\"type\":\"object\"}", ObjectNode.class);
  private static final ObjectNode DONE =
      Json.read(
          """
          {"type":"object","properties":{"done":{"type":"boolean"}},"required":["done"]}""",
          ObjectNode.class);
  private static final BackgroundQuestion QUESTION =
      BackgroundQuestion.of("gpt-4o", List.of(ChatMessage.user("Is it done?")));

  private final VirtualTime time = new VirtualTime();
  private final ScriptedModel model = new ScriptedModel();
  private final SeenEvents seen = new SeenEvents();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final BackgroundAnswers answers =
      new BackgroundAnswers(
          new Routes(
              new Models(model, Optional.empty(), true), List.of(), (_, _) -> true, Health.UNKNOWN),
          new Cascades(time, time, Unlimited.places()),
          new Places(_ -> new Allowance(2, 2, 2, 1), time, Runnable::run, Places.Observer.NONE),
          Duration.ofSeconds(60),
          time,
          time,
          Runnable::run,
          seen);

  @Test
  void anAnswerIsGivenAsAWhole() {
    var tool = new ToolSpec("end_call", "Ends the call.", SCHEMA);
    var call = new ToolCall("call_1", "end_call", "{}");
    ask(QUESTION.withTools(List.of(tool)));

    answer(0).text("Yes, ");
    answer(0).text("it is.");
    answer(0).call(call);
    assertThat(outcomes).isEmpty();
    answer(0).finished(new Usage("gpt-4o-2024", 7, 5));

    assertThat(outcomes)
        .containsExactly(
            new Outcome.Answered(
                new BackgroundAnswer(
                    "Yes, it is.", List.of(call), "gpt-4o-2024", used("gpt-4o-2024", 7, 5))));
    assertThat(model.asked.getFirst().question)
        .isEqualTo(
            new Question("gpt-4o", QUESTION.messages(), List.of(tool), Optional.empty(), 0, -1));
    assertThat(answers.running()).isZero();
    assertThat(time.timers()).isZero();
  }

  @Test
  void oneTooManyWaitsUntilThereIsRoomAndOnlySoManyMayWait() {
    ask(QUESTION);
    ask(QUESTION);
    ask(QUESTION);
    assertThat(model.asked).hasSize(2);

    ask(QUESTION);
    assertThat(outcomes).containsExactly(new Outcome.Unavailable("Too many wait already."));

    answer(0).text("Yes.");
    answer(0).finished(new Usage("m", 1, 1));
    assertThat(model.asked).hasSize(3);
    assertThat(answers.running()).isEqualTo(2);
  }

  @Test
  void whoWaitsTooLongOrWaitsNoMoreIsNotAsked() {
    ask(QUESTION);
    ask(QUESTION);
    var waiting = ask(QUESTION);

    waiting.cancel();
    answer(0).text("Yes.");
    answer(0).finished(new Usage("m", 1, 1));

    assertThat(model.asked).hasSize(2);
    assertThat(answers.running()).isEqualTo(1);
  }

  @Test
  void aModelThatFailsIsAskedAgainBeforeTheAnswerFails() {
    ask(QUESTION);
    answer(0).failed(ModelFailure.error("the provider is on fire"));
    time.advance(Duration.ofMillis(250));
    answer(1).failed(ModelFailure.error("the provider is on fire"));
    time.advance(Duration.ofMillis(500));
    assertThat(outcomes).isEmpty();
    answer(2).failed(ModelFailure.error("the provider is on fire"));

    assertThat(outcomes)
        .containsExactly(
            new Outcome.Failed(
                ModelFailure.error("3 attempts failed; the last: the provider is on fire")));
    assertThat(answers.running()).isZero();
  }

  @Test
  void theWholeAnswerHasATimeLimitWhateverComesUntilThen() {
    ask(QUESTION);
    for (int i = 0; i < 59; i++) {
      time.advance(Duration.ofSeconds(1));
      answer(0).text("more ");
    }
    assertThat(outcomes).isEmpty();

    time.advance(Duration.ofSeconds(1));

    assertThat(outcomes)
        .containsExactly(new Outcome.Failed(ModelFailure.timeout("no answer within 60000 ms")));
    assertThat(model.asked.getFirst().cancelled).isTrue();
    assertThat(answers.running()).isZero();
    assertThat(time.timers()).isZero();
  }

  @Test
  void aQuestionMayHaveLessTime() {
    ask(
        new BackgroundQuestion(
            "m", QUESTION.messages(), 0, -1, List.of(), Optional.empty(), Optional.of(500)));

    time.advance(Duration.ofMillis(500));

    assertThat(outcomes)
        .containsExactly(new Outcome.Failed(ModelFailure.timeout("no answer within 500 ms")));
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsCancelledAndGivesItsPlaceBack() {
    var answering = ask(QUESTION);

    answering.cancel();
    answering.cancel();

    assertThat(model.asked.getFirst().cancelled).isTrue();
    assertThat(outcomes).isEmpty();
    assertThat(answers.running()).isZero();
    assertThat(time.timers()).isZero();
  }

  @Test
  void anAnswerByASchemaThatIsNoJsonIsAskedForOnceMore() {
    ask(QUESTION.withAnswerSchema(SCHEMA));
    answer(0).text("Sure! {\"done\":true}");
    answer(0).finished(new Usage("m", 10, 4));
    assertThat(outcomes).isEmpty();

    answer(1).text("{\"done\":true}");
    answer(1).finished(new Usage("m", 10, 3));

    assertThat(outcomes)
        .containsExactly(
            new Outcome.Answered(
                new BackgroundAnswer("{\"done\":true}", List.of(), "m", used("m", 20, 7))));
    assertThat(model.asked.get(1).question.answerSchema()).contains(SCHEMA);
  }

  @Test
  void aModelIsToldWhatIsWrongWithItsAnswer() {
    ask(QUESTION.withAnswerSchema(DONE));
    answer(0).text("{\"done\":\"yes\"}");
    answer(0).finished(new Usage("m", 10, 4));

    assertThat(model.asked.get(1).question.messages())
        .containsExactly(
            QUESTION.messages().getFirst(),
            ChatMessage.assistant("{\"done\":\"yes\"}"),
            ChatMessage.user(
                """
                This answer does not follow the JSON Schema that it has to follow:
                - $.done: string found, boolean expected
                Answer again, with the corrected JSON document and nothing else."""));
    answer(1).text("{\"done\":true}");
    answer(1).finished(new Usage("m", 20, 3));
    assertThat(outcomes)
        .containsExactly(
            new Outcome.Answered(
                new BackgroundAnswer("{\"done\":true}", List.of(), "m", used("m", 30, 7))));
  }

  @Test
  void anAnswerThatIsTwiceNotByTheSchemaIsAFailureOfItsOwnKind() {
    ask(QUESTION.withAnswerSchema(DONE));
    answer(0).text("Done.");
    answer(0).finished(new Usage("m", 10, 0));
    answer(1).text("{\"finished\":true}");
    answer(1).finished(new Usage("m", 10, 5));

    assertThat(outcomes)
        .containsExactly(
            new Outcome.Unfit(
                "The model answered twice, but not by the schema:"
                    + " $: required property 'done' not found"));
    assertThat(model.asked).hasSize(2);
    assertThat(answers.running()).isZero();
  }

  @Test
  void wordsAroundADocumentAreWrongToo() {
    ask(QUESTION.withAnswerSchema(DONE));
    answer(0).text("{\"done\":true} I think");
    answer(0).finished(new Usage("m", 10, 0));

    assertThat(model.asked.get(1).question.messages().getLast().content())
        .contains("It is not a JSON document and nothing else.");
  }

  @Test
  void aCancelMeansTheSecondTryToo() {
    var answering = ask(QUESTION.withAnswerSchema(SCHEMA));
    answer(0).text("Done.");
    answer(0).finished(new Usage("m", 10, 0));

    answering.cancel();

    assertThat(model.asked.get(1).cancelled).isTrue();
    assertThat(outcomes).isEmpty();
  }

  @Test
  void aModelThatKeepsToNoSchemaIsNotAskedForOne() {
    model.keepsToSchemas = false;

    ask(QUESTION.withAnswerSchema(SCHEMA));

    assertThat(outcomes)
        .containsExactly(
            new Outcome.NotSupported(
                "The scripted model cannot give an answer that follows a schema."));
    assertThat(model.asked).isEmpty();
  }

  @Test
  void aStopEndsWhatRuns() {
    ask(QUESTION);

    answers.stop();

    assertThat(outcomes).containsExactly(new Outcome.Unavailable("The service stops."));
    assertThat(model.asked.getFirst().cancelled).isTrue();
  }

  private static LlmUsage used(String model, int read, int written) {
    return new Usage(model, read, written).priced();
  }

  private Answering ask(BackgroundQuestion question) {
    return answers.ask(question, outcomes::add);
  }

  private AnswerGate answer(int index) {
    return model.asked.get(index).answer;
  }
}
