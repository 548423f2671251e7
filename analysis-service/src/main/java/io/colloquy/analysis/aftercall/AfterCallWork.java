package io.colloquy.analysis.aftercall;

import io.colloquy.analysis.evaluation.EvaluationSettings;
import io.colloquy.analysis.store.AfterCall;
import io.colloquy.analysis.store.AfterCallQueue;
import io.colloquy.analysis.webhooks.Subscriptions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Takes what is due after calls, a bounded number at once. Instances share the work; whoever stops
 * gives back what it has not finished.
 */
@ApplicationScoped
public class AfterCallWork {

  private static final Logger LOG = Logger.getLogger(AfterCallWork.class);
  private static final Duration BEYOND_EVALUATION = Duration.ofMinutes(1);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
  private static final Cancellable NOT_YET = () -> {};

  private final Vertx vertx;
  private final AfterCallQueue queue;
  private final Aftermath aftermath;
  private final Subscriptions subscriptions;
  private final AfterCallSettings settings;
  private final Duration leaseTime;
  private final Map<AfterCall, Cancellable> running = new ConcurrentHashMap<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile boolean stopped;

  AfterCallWork(
      Vertx vertx,
      AfterCallQueue queue,
      Aftermath aftermath,
      Subscriptions subscriptions,
      AfterCallSettings settings,
      EvaluationSettings evaluation) {
    this.vertx = vertx;
    this.queue = queue;
    this.aftermath = aftermath;
    this.subscriptions = subscriptions;
    this.settings = settings;
    this.leaseTime = evaluation.timeLimit().plus(BEYOND_EVALUATION);
  }

  void start(@Observes StartupEvent event) {
    vertx.setPeriodic(settings.look().toMillis(), _ -> look());
  }

  /** Not before it is known who is to be told: a call is concluded once. */
  private void look() {
    int free = settings.concurrency() - running.size();
    if (stopped || free <= 0 || !subscriptions.areKnown() || !looking.compareAndSet(false, true)) {
      return;
    }
    queue
        .lease(free, leaseTime, running.keySet())
        .onTermination()
        .invoke(() -> looking.set(false))
        .subscribe()
        .with(
            this::takeAll,
            failure -> LOG.debugf("nothing can be leased: %s", failure.getClass().getSimpleName()));
  }

  private void takeAll(List<AfterCall> jobs) {
    jobs.forEach(job -> running.put(job, NOT_YET));
    jobs.forEach(this::take);
  }

  private void take(AfterCall job) {
    var work = aftermath.take(job).subscribe().with(_ -> done(job), defect -> defect(job, defect));
    running.computeIfPresent(job, (_, _) -> work);
  }

  private void done(AfterCall job) {
    running.remove(job);
    look();
  }

  private void defect(AfterCall job, Throwable defect) {
    LOG.errorf("after a call: %s", defect.getClass().getSimpleName());
    done(job);
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    for (var unfinished : running.entrySet()) {
      unfinished.getValue().cancel();
      giveBack(unfinished.getKey());
    }
  }

  private void giveBack(AfterCall job) {
    try {
      queue.giveBack(job, Duration.ZERO).await().atMost(STOP_PATIENCE);
    } catch (RuntimeException e) {
      LOG.warnf("a lease will have to run out: %s", e.getClass().getSimpleName());
    }
  }
}
