package io.colloquy.llm.generation;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.cascade.Patience;
import io.colloquy.llm.cascade.Plan;
import io.colloquy.llm.generation.BackgroundAnswers.Outcome;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.places.Places;
import io.colloquy.llm.places.Ticket;
import io.colloquy.llm.timing.Timers;
import io.colloquy.llm.timing.Timers.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One whole answer on its way. Where a schema is given and the answer does not follow it, the model
 * is told what is wrong, once.
 */
final class BackgroundWork {

  private static final String NO_CONVERSATION = "background";
  private static final int ATTEMPTS = 3;

  private final BackgroundQuestion asked;
  private final Plan plan;
  private final Duration limit;
  private final Timers timers;
  private final Generation.Surroundings around;
  private final Consumer<Outcome> whenDone;
  private final Consumer<BackgroundWork> whenOver;

  private final Optional<AnswerSchema> schema;
  private final StringBuilder text = new StringBuilder();
  private final List<ToolCall> calls = new ArrayList<>();
  private LlmUsage used = LlmUsage.NONE;
  private boolean second;
  private boolean over;
  private Generation generation;
  private Timer timer = () -> {};
  private Ticket ticket = () -> {};

  /**
   * @param limit for the whole answer
   * @param around whose deltas are not used
   * @param whenOver called when the work is over, before {@code whenDone}
   */
  BackgroundWork(
      BackgroundQuestion asked,
      Plan plan,
      Duration limit,
      Timers timers,
      Generation.Surroundings around,
      Consumer<Outcome> whenDone,
      Consumer<BackgroundWork> whenOver) {
    this.asked = asked;
    this.plan = plan;
    this.limit = limit;
    this.timers = timers;
    this.around =
        new Generation.Surroundings(
            around.cascades(), this::take, around.clock(), around.sending(), around.observer());
    this.whenDone = whenDone;
    this.whenOver = whenOver;
    this.schema = asked.answerSchema().map(AnswerSchema::new);
    this.generation = generation(asked.messages());
  }

  /** Its time runs from now on, in the queue as well. */
  void queueFor(Places places) {
    synchronized (this) {
      timer = timers.after(limit, () -> stop(failed(late())));
    }
    places
        .take(BackgroundAnswers.HERE, asked.terms(), _ -> begin(current()))
        .ifPresentOrElse(this::hold, () -> stop(new Outcome.Unavailable("Too many wait already.")));
  }

  private void hold(Ticket given) {
    synchronized (this) {
      ticket = given;
      if (!over) {
        return;
      }
    }
    given.giveBack();
  }

  private void begin(Generation attempt) {
    synchronized (this) {
      if (over) {
        return;
      }
    }
    attempt.start(plan, Patience.whole(limit, ATTEMPTS));
  }

  private ModelFailure late() {
    return ModelFailure.timeout("no answer within " + limit.toMillis() + " ms");
  }

  private Generation generation(List<ChatMessage> messages) {
    var question =
        new Question(
            asked.model(),
            messages,
            asked.tools(),
            asked.answerSchema(),
            asked.temperature(),
            asked.maxTokens());
    var ids = new Generation.Ids(NO_CONVERSATION, Ids.generation(), asked.terms());
    return new Generation(ids, question, around);
  }

  private void take(LlmDelta delta) {
    switch (delta) {
      case LlmDelta.Text said -> text.append(said.text());
      case LlmDelta.ToolCall called -> calls.add(called.call());
      case LlmDelta.Finished finished -> finished(finished);
      case LlmDelta.Failed failed -> end(failed(failure(failed)));
    }
  }

  private static ModelFailure failure(LlmDelta.Failed failed) {
    return failed.errorType().equals(ModelFailure.Kind.TIMEOUT.errorType())
        ? ModelFailure.timeout(failed.message())
        : ModelFailure.error(failed.message());
  }

  private static Outcome failed(ModelFailure failure) {
    return new Outcome.Failed(failure);
  }

  private void finished(LlmDelta.Finished finished) {
    used = used.plus(finished.usage());
    var flaws =
        schema
            .filter(_ -> calls.isEmpty())
            .map(form -> form.flaws(text.toString()))
            .orElse(List.of());
    if (flaws.isEmpty()) {
      end(new Outcome.Answered(answer(finished.model())));
    } else if (second) {
      end(
          new Outcome.Unfit(
              "The model answered twice, but not by the schema: " + flaws.getFirst()));
    } else {
      askAgain(flaws);
    }
  }

  private BackgroundAnswer answer(String by) {
    return new BackgroundAnswer(text.toString(), calls, by, used);
  }

  private void askAgain(List<String> flaws) {
    Generation again;
    synchronized (this) {
      if (over) {
        return;
      }
      second = true;
      generation = generation(corrected(flaws));
      text.setLength(0);
      again = generation;
    }
    begin(again);
  }

  private List<ChatMessage> corrected(List<String> flaws) {
    List<ChatMessage> messages = new ArrayList<>(asked.messages());
    if (!text.toString().isBlank()) {
      messages.add(ChatMessage.assistant(text.toString()));
    }
    messages.add(
        ChatMessage.user(
            "This answer does not follow the JSON Schema that it has to follow:\n- "
                + String.join("\n- ", flaws)
                + "\nAnswer again, with the corrected JSON document and nothing else."));
    return messages;
  }

  /** Nobody waits any more. */
  void cancel() {
    if (isFirstEnd()) {
      current().cancel();
      whenOver.accept(this);
    }
  }

  /** The service stops. */
  void stop() {
    stop(new Outcome.Unavailable("The service stops."));
  }

  private void stop(Outcome outcome) {
    current().cancel();
    end(outcome);
  }

  private void end(Outcome outcome) {
    if (isFirstEnd()) {
      whenOver.accept(this);
      whenDone.accept(outcome);
    }
  }

  private synchronized Generation current() {
    return generation;
  }

  private boolean isFirstEnd() {
    Ticket held;
    synchronized (this) {
      if (over) {
        return false;
      }
      over = true;
      timer.cancel();
      held = ticket;
    }
    held.giveBack();
    return true;
  }
}
