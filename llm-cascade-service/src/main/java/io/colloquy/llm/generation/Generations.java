package io.colloquy.llm.generation;

import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.llm.LlmRequest.Cancel;
import io.colloquy.contracts.llm.LlmRequest.Generate;
import io.colloquy.llm.cascade.Cascades;
import io.colloquy.llm.cascade.Patience;
import io.colloquy.llm.cascade.Routes;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Question;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The generations of one instance: starts what is asked for, stops what is cancelled, refuses what
 * is too old or too much.
 *
 * <p>Requests may come twice, and a cancel may come before what it cancels: an id that was
 * cancelled or has ended is not started again.
 */
public final class Generations {

  private static final Logger LOG = Logger.getLogger(Generations.class);

  /** At some dozens of generations a second these are the last minutes. */
  private static final int REMEMBERED = 10_000;

  private static final Set<String> QUICK = Set.of("none", "minimal", "low");

  /** For the failures that tell of the stop to be handed over. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Routes routes;
  private final Limits limits;
  private final Generation.Surroundings around;
  private final Map<String, Generation> running = new ConcurrentHashMap<>();
  private final RecentIds done = new RecentIds(REMEMBERED);

  /**
   * @param sending runs the hand-over of deltas, which may wait; one task at a time for each
   *     generation
   */
  public Generations(
      Routes routes,
      Cascades cascades,
      Deltas deltas,
      Limits limits,
      Clock clock,
      Executor sending,
      Observer observer) {
    this.routes = routes;
    this.limits = limits;
    this.around = new Generation.Surroundings(cascades, deltas, clock, sending, observer);
  }

  /** Deals with one request, never blocks. Called by one thread at a time. */
  public void handle(LlmRequest request) {
    handle(request, Observer.NONE);
  }

  /**
   * Deals with one request, never blocks. Called by one thread at a time.
   *
   * @param watching sees what becomes of this generation, if it is started or refused
   */
  public void handle(LlmRequest request, Observer watching) {
    switch (request) {
      case Generate generate -> generate(generate, watching);
      case Cancel cancel -> cancel(cancel.generationId());
    }
  }

  /** How many generations run now. */
  public int running() {
    return running.size();
  }

  private void generate(Generate request, Observer watching) {
    var id = request.generationId();
    if (done.contains(id) || running.containsKey(id)) {
      LOG.debugf("generation %s was cancelled, or asked for before", id);
      return;
    }
    var ids = new Generation.Ids(request.conversationId(), id, request.terms());
    var generation = new Generation(ids, question(request), around.watchedBy(watching));
    boolean full = running.size() >= limits.concurrent();
    running.put(id, generation);
    var _ = generation.over().thenRun(() -> forget(id));
    refusal(request, full).ifPresentOrElse(generation::refuse, () -> start(generation, request));
  }

  private static Question question(Generate request) {
    return new Question(
            request.model(),
            request.messages(),
            request.tools(),
            Optional.empty(),
            request.temperature(),
            request.maxTokens())
        .withEffort(request.reasoningEffort());
  }

  private Optional<ModelFailure> refusal(Generate request, boolean full) {
    var age = Duration.ofMillis(around.clock().millis() - request.createdAtMs());
    if (age.compareTo(limits.requestAge()) > 0) {
      return Optional.of(
          ModelFailure.timeout("the request was %d ms old when it came".formatted(age.toMillis())));
    }
    return full
        ? Optional.of(
            ModelFailure.error(
                "all %d generations that this instance may run are running"
                    .formatted(limits.concurrent())))
        : Optional.empty();
  }

  private void start(Generation generation, Generate request) {
    routes
        .plan(request)
        .ifPresentOrElse(
            plan -> generation.start(plan, patience(request)),
            () -> generation.refuse(ModelFailure.error("no model here keeps nothing")));
  }

  private Patience patience(Generate request) {
    boolean thinks =
        request.reasoningEffort().filter(effort -> !QUICK.contains(effort)).isPresent();
    return thinks ? limits.patience().thinking(limits.thinking()) : limits.patience();
  }

  private void cancel(String id) {
    done.add(id);
    var generation = running.get(id);
    if (generation != null) {
      generation.cancel();
    }
  }

  private void forget(String id) {
    done.add(id);
    running.remove(id);
  }

  /** Lets what runs come to its end, for up to this long, then ends it with a clear failure. */
  public void drain(Duration patience) throws InterruptedException {
    var left = List.copyOf(running.values());
    if (areOver(left, patience)) {
      return;
    }
    LOG.infof("ends %d generations that still run after %s", running.size(), patience);
    left.forEach(generation -> generation.abort(ModelFailure.error("the service stops")));
    var _ = areOver(left, LAST_WORDS);
  }

  private static boolean areOver(List<Generation> generations, Duration patience)
      throws InterruptedException {
    var over = generations.stream().map(Generation::over).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(over).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a generation's end never fails", e);
    }
  }
}
