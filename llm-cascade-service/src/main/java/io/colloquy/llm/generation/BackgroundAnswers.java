package io.colloquy.llm.generation;

import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.llm.cascade.Cascades;
import io.colloquy.llm.cascade.Routes;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.timing.Timers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Whole answers for work that no caller waits for. They have few places of their own, so that a
 * flood of them never takes one from a call.
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

  /**
   * @param concurrent answers at once
   * @param timeout for a question that names none
   */
  public record Places(int concurrent, Duration timeout) {}

  private final Routes routes;
  private final Places places;
  private final Timers timers;
  private final Generation.Surroundings around;
  private final Set<BackgroundWork> running = ConcurrentHashMap.newKeySet();

  public BackgroundAnswers(
      Routes routes,
      Cascades cascades,
      Places places,
      Timers timers,
      Clock clock,
      Executor sending,
      Observer observer) {
    this.routes = routes;
    this.places = places;
    this.timers = timers;
    this.around = new Generation.Surroundings(cascades, _ -> {}, clock, sending, observer);
  }

  /** How many answers are on their way. */
  public int running() {
    return running.size();
  }

  /**
   * Starts an answer and returns at once.
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
    var limit = question.timeoutMs().map(Duration::ofMillis).orElse(places.timeout());
    var work =
        new BackgroundWork(question, plan.get(), limit, timers, around, whenDone, running::remove);
    if (!takePlace(work)) {
      whenDone.accept(
          new Outcome.Unavailable(
              "All %d answers that may run in the background are running."
                  .formatted(places.concurrent())));
      return () -> {};
    }
    work.start();
    return work::cancel;
  }

  private synchronized boolean takePlace(BackgroundWork work) {
    return running.size() < places.concurrent() && running.add(work);
  }

  /** Ends what runs; who asked may ask another instance. */
  public void stop() {
    List.copyOf(running).forEach(BackgroundWork::stop);
  }
}
