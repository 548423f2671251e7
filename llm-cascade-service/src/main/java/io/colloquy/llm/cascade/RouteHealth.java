package io.colloquy.llm.cascade;

import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.ModelFailure.Reason;
import io.colloquy.llm.timing.Timers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The health of all routes of an instance: a breaker for each source (a refused key, a house that
 * cannot be reached) and one for each model (errors, time limits, limits of use). What is open is
 * asked again by a question of one token, in the background: no caller is the one who finds out.
 */
public final class RouteHealth implements Health {

  private static final Logger LOG = Logger.getLogger(RouteHealth.class);

  private static final int ENOUGH_OF_A_MODEL = 3;
  private static final int ENOUGH_OF_A_SOURCE = 2;

  /** For a limit of use without a word of how long. */
  private static final Duration LIMITED = Duration.ofSeconds(5);

  private static final Duration LONGEST_LIMITED = Duration.ofMinutes(10);

  private final Timers timers;
  private final Map<String, Breaker> breakers = new HashMap<>();
  private final Map<String, Pace> paces = new HashMap<>();

  public RouteHealth(Timers timers) {
    this.timers = timers;
  }

  @Override
  public synchronized boolean isSick(Route route) {
    return isOpen(route.source()) || isOpen(route.toString());
  }

  private boolean isOpen(String what) {
    return Optional.ofNullable(breakers.get(what)).filter(Breaker::isOpen).isPresent();
  }

  @Override
  public synchronized Optional<Duration> usualFirstToken(Route route) {
    return Optional.ofNullable(paces.get(route.toString())).flatMap(Pace::usual);
  }

  @Override
  public synchronized void spoke(Route route, Duration after) {
    paces.computeIfAbsent(route.toString(), _ -> new Pace()).took(after);
  }

  @Override
  public synchronized void answered(Route route) {
    close(route.source());
    close(route.toString());
  }

  /** What was known of a source holds no more: it has another key, or another address. */
  public synchronized void forget(String source) {
    breakers.keySet().removeIf(what -> isOf(what, source));
    paces.keySet().removeIf(what -> isOf(what, source));
  }

  private static boolean isOf(String what, String source) {
    return what.equals(source) || what.startsWith(source + "/");
  }

  private void close(String what) {
    var breaker = breakers.remove(what);
    if (breaker != null && breaker.isOpen()) {
      LOG.infof("%s answers again", what);
    }
  }

  @Override
  public synchronized void failed(Route route, ModelFailure failure) {
    switch (failure.reason()) {
      case REFUSED_KEY -> trip(route.source(), route, failure, Breaker.LONGEST);
      case RATE_LIMITED -> trip(route.toString(), route, failure, limited(failure));
      case UNREACHABLE -> count(route.source(), route, failure, ENOUGH_OF_A_SOURCE);
      case PROVIDER_ERROR, BROKEN_OFF, TIMEOUT, EMPTY ->
          count(route.toString(), route, failure, ENOUGH_OF_A_MODEL);
      // These tell of the question, or of us, and nothing of the model's health.
      case REFUSED_REQUEST, MALFORMED, WITHHELD, NOT_ASKED -> {}
    }
  }

  private static Duration limited(ModelFailure failure) {
    var wanted = failure.retryAfter().orElse(LIMITED);
    return wanted.compareTo(LONGEST_LIMITED) < 0 ? wanted : LONGEST_LIMITED;
  }

  private void trip(String what, Route route, ModelFailure failure, Duration time) {
    var breaker = breakers.computeIfAbsent(what, _ -> new Breaker(1));
    if (breaker.trip(time)) {
      opened(what, route, breaker, failure);
    }
  }

  private void count(String what, Route route, ModelFailure failure, int enough) {
    var breaker = breakers.computeIfAbsent(what, _ -> new Breaker(enough));
    if (breaker.failed()) {
      opened(what, route, breaker, failure);
    }
  }

  private void opened(String what, Route route, Breaker breaker, ModelFailure failure) {
    LOG.warnf(
        "%s is asked last for %d ms: %s", what, breaker.period().toMillis(), failure.reason());
    var _ = timers.after(breaker.period(), () -> probe(what, route, breaker));
  }

  private void probe(String what, Route route, Breaker breaker) {
    synchronized (this) {
      if (breakers.get(what) != breaker) {
        return;
      }
      breaker.probe();
    }
    new Probe(route, timers, failure -> probed(what, route, breaker, failure)).ask();
  }

  private synchronized void probed(
      String what, Route route, Breaker breaker, Optional<ModelFailure> failure) {
    if (failure.isEmpty() || !isSickness(failure.get().reason())) {
      answered(route);
    } else if (breaker.failed()) {
      opened(what, route, breaker, failure.get());
    }
  }

  private static boolean isSickness(Reason reason) {
    return switch (reason) {
      case REFUSED_KEY, RATE_LIMITED, UNREACHABLE, PROVIDER_ERROR, BROKEN_OFF, TIMEOUT -> true;
      // A house that answers so is there; a question of one token may well end in nothing.
      case EMPTY, REFUSED_REQUEST, MALFORMED, WITHHELD, NOT_ASKED -> false;
    };
  }
}
