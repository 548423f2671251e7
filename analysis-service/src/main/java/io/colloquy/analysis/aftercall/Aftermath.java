package io.colloquy.analysis.aftercall;

import io.colloquy.analysis.agents.Agents;
import io.colloquy.analysis.agents.KnownAgent;
import io.colloquy.analysis.evaluation.Evaluation;
import io.colloquy.analysis.history.Retention;
import io.colloquy.analysis.recording.Recording;
import io.colloquy.analysis.recording.Recordings;
import io.colloquy.analysis.store.AfterCall;
import io.colloquy.analysis.store.AfterCallQueue;
import io.colloquy.analysis.store.History;
import io.colloquy.analysis.store.Kept;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes a step about a conversation that is over. Its recording is waited for, within limits.
 *
 * <pre>
 *             ┌── no model can be reached: later, a few times ──┐
 *             ▼                                                 │
 *   due ──▶ evaluate ──────────────────────────────────────────┘
 *               │
 *               ▼
 *           one transaction: analysis, status, deliveries of webhooks
 *               │
 *               ▼
 *           publish on post-call-analysis ──▶ nothing is left to be done
 *               │                                       ▲
 *               └── its recording is late ──▶ it comes: deliveries of its sound
 * </pre>
 *
 * <p>Whatever is cut off between two arrows is done again by whoever takes the step next; its
 * effects are known by the same ids.
 */
@Singleton
final class Aftermath {

  private static final Logger LOG = Logger.getLogger(Aftermath.class);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration LOOK_FOR_SOUND = Duration.ofSeconds(5);

  /** As long as parts of a call may come, and some time to make its file. */
  private static final Duration LATEST_SOUND = Duration.ofHours(26);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final AfterCallQueue queue;
  private final History history;
  private final Analyst analyst;
  private final Announcer announcer;
  private final PostCallWebhook webhooks;
  private final Recordings recordings;
  private final Agents agents;
  private final Clock clock;
  private final List<Duration> pauses;
  private final Duration recordingPatience;

  Aftermath(
      AfterCallQueue queue,
      History history,
      Analyst analyst,
      Announcer announcer,
      PostCallWebhook webhooks,
      Recordings recordings,
      Agents agents,
      Clock clock,
      AfterCallSettings settings) {
    this.queue = queue;
    this.history = history;
    this.analyst = analyst;
    this.announcer = announcer;
    this.webhooks = webhooks;
    this.recordings = recordings;
    this.agents = agents;
    this.clock = clock;
    this.pauses = settings.pauses();
    this.recordingPatience = settings.recordingPatience();
  }

  /** Never fails: what fails is taken again after a pause, or when its lease is over. */
  Uni<Void> take(AfterCall job) {
    return history
        .read(job.workspace(), job.conversationId())
        .flatMap(kept -> kept.map(known -> step(job, known)).orElseGet(() -> queue.finish(job)))
        .onFailure()
        .recoverWithUni(failure -> later(job, failure));
  }

  private Uni<Void> step(AfterCall job, Kept kept) {
    return switch (job.step()) {
      case ANALYSE ->
          recordings
              .of(job.conversationId())
              .flatMap(
                  recording ->
                      isWorthWaitingFor(recording, kept)
                          ? queue.giveBack(job, LOOK_AGAIN)
                          : analyse(job, kept));
      case ANNOUNCE ->
          announcer
              .announce(kept)
              .flatMap(
                  _ ->
                      isLate(kept)
                          ? queue.leave(job, AfterCall.Step.SOUND, LOOK_FOR_SOUND)
                          : queue.finish(job));
      case SOUND ->
          isLate(kept)
              ? queue.giveBack(job, LOOK_FOR_SOUND)
              : history
                  .alongside(job, () -> webhooks.tellSound(job, kept))
                  .flatMap(_ -> queue.finish(job));
    };
  }

  /** A recording that will still come, within limits. */
  private boolean isLate(Kept kept) {
    return kept.recording().filter(found -> !found.isFinished()).isPresent()
        && kept.conclusion()
            .filter(done -> clock.instant().isBefore(done.at().plus(LATEST_SOUND)))
            .isPresent();
  }

  /** What is told of a conversation tells of its recording, but not at any price. */
  private boolean isWorthWaitingFor(Optional<Recording> recording, Kept kept) {
    return recording.filter(found -> !found.isFinished()).isPresent()
        && kept.told()
            .ended()
            .map(ended -> Instant.ofEpochSecond(ended.endedAtUnixSecs()))
            .filter(end -> clock.instant().isBefore(end.plus(recordingPatience)))
            .isPresent();
  }

  private Uni<Void> analyse(AfterCall job, Kept kept) {
    return evaluate(job, kept)
        .flatMap(
            evaluation ->
                evaluation.isFinal() || job.attempt() > pauses.size()
                    ? history
                        .conclude(
                            job,
                            evaluation.analysis(),
                            retention(job),
                            concluded -> webhooks.tell(job, concluded))
                        .replaceWithVoid()
                    : queue.postpone(job, pauses.get(job.attempt() - 1)));
  }

  /** Of an agent that is gone, the default holds. */
  private Retention retention(AfterCall job) {
    return agents.find(job.agentId()).map(KnownAgent::retention).orElse(Retention.DEFAULT);
  }

  /** A conversation that no evaluation can deal with is concluded without one. */
  private Uni<Evaluation> evaluate(AfterCall job, Kept kept) {
    if (job.attempt() > pauses.size() + 1) {
      return Uni.createFrom()
          .item(() -> analyst.unknown(job.workspace(), kept, "The evaluation failed."));
    }
    return analyst.evaluate(job.workspace(), kept);
  }

  private Uni<Void> later(AfterCall job, Throwable failure) {
    LOG.warnf(
        "%s of a conversation failed, attempt %d: %s",
        job.step(), job.attempt(), failure.getClass().getSimpleName());
    var pause = Duration.ofSeconds(1L << Math.min(job.attempt(), 6));
    return queue
        .postpone(job, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause)
        .onFailure()
        .invoke(_ -> LOG.warn("the database is away; its lease will end"))
        .onFailure()
        .recoverWithNull();
  }
}
