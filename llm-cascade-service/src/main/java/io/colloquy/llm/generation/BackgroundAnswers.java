package io.colloquy.llm.generation;

import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.llm.cascade.Cascades;
import io.colloquy.llm.cascade.Routes;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.places.Places;
import io.colloquy.llm.timing.Timers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Whole answers for work that no caller waits for. They have few places of their own, for which
 * workspaces wait by turns, so that a flood of them never takes one from a call.
 */
public final class BackgroundAnswers {

  /** What becomes of a question. */
  public sealed interface Outcome {

    record Answered(BackgroundAnswer answer) implements Outcome {}

    /** Nobody tried; it may go better a little later. */
    record Unavailable(String message) implements Outcome {}

    /** The model that would answer cannot do what is asked. */
    record NotSupported(String message) implements Outcome {}

    record Failed(ModelFailure failure) implements Outcome {}

    /** The model answered, and again when it was told what is wrong, but not by the schema. */
    record Unfit(String message) implements Outcome {}
  }

  /** The name under which places of this instance's own are taken. */
  static final String HERE = "background";

  private final Routes routes;
  private final Places places;
  private final Duration timeout;
  private final Timers timers;
  private final Generation.Surroundings around;
  private final Set<BackgroundWork> open = ConcurrentHashMap.newKeySet();

  /**
   * @param places for this work on this instance, besides those at the providers
   * @param timeout for a question that names none
   */
  public BackgroundAnswers(
      Routes routes,
      Cascades cascades,
      Places places,
      Duration timeout,
      Timers timers,
      Clock clock,
      Executor sending,
      Observer observer) {
    this.routes = routes;
    this.places = places;
    this.timeout = timeout;
    this.timers = timers;
    this.around = new Generation.Surroundings(cascades, _ -> {}, clock, sending, observer);
  }

  /** How many answers are on their way. */
  public int running() {
    return places.taken();
  }

  /**
   * Starts an answer, or puts it into the queue, and returns at once. The time limit counts from
   * now.
   *
   * @param whenDone called once, unless the answer is cancelled; must not block
   */
  public Answering ask(BackgroundQuestion question, Consumer<Outcome> whenDone) {
    var plan = routes.plan(question);
    if (plan.isEmpty()) {
      whenDone.accept(
          new Outcome.NotSupported(
              "The %s model cannot give an answer that follows a schema."
                  .formatted(routes.standard().provider())));
      return () -> {};
    }
    var limit = question.timeoutMs().map(Duration::ofMillis).orElse(timeout);
    var work =
        new BackgroundWork(question, plan.get(), limit, timers, around, whenDone, open::remove);
    open.add(work);
    work.queueFor(places);
    return work::cancel;
  }

  /** Ends what runs and what waits; who asked may ask another instance. */
  public void stop() {
    List.copyOf(open).forEach(BackgroundWork::stop);
  }
}
