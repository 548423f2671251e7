package io.colloquy.llm;

import io.colloquy.contracts.llm.Terms.Use;
import io.colloquy.llm.places.Places;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** Counts who waits for a place, how long, and in vain. */
final class PlaceMetrics implements Places.Observer {

  private static final String WHERE = "where";
  private static final String PROVIDER = "provider";
  private static final String USE = "use";

  private final MeterRegistry registry;
  private final String where;

  /**
   * @param where the places are: {@code provider} or {@code background}
   */
  PlaceMetrics(MeterRegistry registry, String where) {
    this.registry = registry;
    this.where = where;
  }

  void watch(Places places) {
    Gauge.builder("colloquy.llm.places.taken", places, Places::taken)
        .tag(WHERE, where)
        .strongReference(true)
        .register(registry);
    for (var use : Use.values()) {
      Gauge.builder("colloquy.llm.places.waiting", places, all -> all.waiting(use))
          .tag(WHERE, where)
          .tag(USE, name(use))
          .strongReference(true)
          .register(registry);
    }
  }

  @Override
  public void seated(String provider, Use use, long waitedMs) {
    waited("seated", provider, use, waitedMs);
  }

  @Override
  public void gaveUp(String provider, Use use, long waitedMs) {
    waited("gave_up", provider, use, waitedMs);
  }

  private void waited(String outcome, String provider, Use use, long waitedMs) {
    Timer.builder("colloquy.llm.place.wait")
        .description("From asking for a place at a provider to having it, or giving up")
        .tag(WHERE, where)
        .tag(PROVIDER, Places.provider(provider))
        .tag(USE, name(use))
        .tag("outcome", outcome)
        .register(registry)
        .record(Duration.ofMillis(waitedMs));
  }

  @Override
  public void refused(String provider, Use use) {
    registry
        .counter(
            "colloquy.llm.places.refused",
            WHERE,
            where,
            PROVIDER,
            Places.provider(provider),
            USE,
            name(use))
        .increment();
  }

  private static String name(Use use) {
    return use.name().toLowerCase(Locale.ROOT);
  }
}
