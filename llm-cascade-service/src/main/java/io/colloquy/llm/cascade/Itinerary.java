package io.colloquy.llm.cascade;

import io.colloquy.llm.model.ModelFailure;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom to ask next. Every model once, in the plan's order, before one is asked again; those that
 * are known to be sick, or have to be waited for, after the others.
 */
final class Itinerary {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /**
   * @param in how long to wait before
   */
  record Stop(Route route, Duration in) {}

  private final Plan plan;
  private final Map<Route, Integer> tries = new HashMap<>();
  private final Map<Route, Long> notBefore = new HashMap<>();

  Itinerary(Plan plan) {
    this.plan = plan;
  }

  Stop next(long now) {
    Comparator<Route> order =
        Comparator.<Route, Boolean>comparing(plan.health()::isSick)
            .thenComparing(route -> pause(route, now).isPositive())
            .thenComparing(this::triesOf)
            .thenComparing(plan.routes()::indexOf);
    var route = plan.routes().stream().min(order).orElseThrow();
    return new Stop(route, pause(route, now));
  }

  /** Another than these, healthy, not asked yet. */
  Optional<Route> fresh(List<Route> others) {
    return plan.routes().stream()
        .filter(route -> !others.contains(route) && triesOf(route) == 0)
        .filter(route -> !plan.health().isSick(route))
        .findFirst();
  }

  void asked(Route route) {
    tries.merge(route, 1, Integer::sum);
  }

  /** The next try waits as long as the provider says, else a little longer each time. */
  void failed(Route route, ModelFailure failure, long now) {
    var pause =
        failure.retryAfter().orElseGet(() -> FIRST_PAUSE.multipliedBy(1L << (triesOf(route) - 1)));
    notBefore.put(route, now + pause.toMillis());
  }

  private int triesOf(Route route) {
    return tries.getOrDefault(route, 0);
  }

  private Duration pause(Route route, long now) {
    return Duration.ofMillis(Math.max(0, notBefore.getOrDefault(route, now) - now));
  }
}
