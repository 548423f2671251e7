package io.colloquy.llm.cascade;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.ModelFailure.Reason;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.model.Usage;
import io.colloquy.llm.timing.Timers;
import io.colloquy.llm.timing.Timers.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The smallest question there is, asked to see whether a model answers at all. */
final class Probe implements AnswerListener {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Route route;
  private final Timers timers;
  private final Consumer<Optional<ModelFailure>> whenOver;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile Timer limit = () -> {};

  /**
   * @param whenOver called once, with what went wrong if anything did
   */
  Probe(Route route, Timers timers, Consumer<Optional<ModelFailure>> whenOver) {
    this.route = route;
    this.timers = timers;
    this.whenOver = whenOver;
  }

  void ask() {
    var question = new Question(route.modelId(), List.of(ChatMessage.user("Say yes.")), 0, 1);
    Answering answering;
    try {
      answering = route.model().answer(question, this);
    } catch (RuntimeException e) {
      failed(new ModelFailure(Reason.UNREACHABLE, "a probe did not start"));
      return;
    }
    limit = timers.after(LIMIT, () -> giveUp(answering));
    if (over.get()) {
      limit.cancel();
    }
  }

  private void giveUp(Answering answering) {
    answering.cancel();
    failed(ModelFailure.timeout("no answer to a probe"));
  }

  @Override
  public void text(String delta) {}

  @Override
  public void callGrows() {}

  @Override
  public void call(ToolCall call) {}

  @Override
  public void finished(Usage usage) {
    over(Optional.empty());
  }

  @Override
  public void failed(ModelFailure failure) {
    over(Optional.of(failure));
  }

  private void over(Optional<ModelFailure> failure) {
    if (over.compareAndSet(false, true)) {
      limit.cancel();
      whenOver.accept(failure);
    }
  }
}
