package io.colloquy.llm;

import io.colloquy.llm.places.Allowance;
import io.colloquy.llm.places.Places;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Makes the places that the settings allow, metered. */
record Capacity(PlacesConfig settings, Clock clock, Executor calling, MeterRegistry registry) {

  /** Those at the providers, for whoever asks one. */
  Places atProviders() {
    return places("provider", this::allowance);
  }

  /**
   * Those that this instance has for work that no caller waits for.
   *
   * @param concurrent answers at once
   */
  Places inTheBackground(int concurrent) {
    return places(
        "background",
        _ -> Allowance.of(concurrent, settings.workspaceShare(), 1, settings.waiting()));
  }

  private Allowance allowance(String name) {
    int places = settings.of().getOrDefault(Places.provider(name), settings.perProvider());
    // A key of a workspace's own serves nobody else, so all of its places are the workspace's.
    double share = Places.provider(name).equals(name) ? settings.workspaceShare() : 1;
    return Allowance.of(places, share, settings.backgroundShare(), settings.waiting());
  }

  private Places places(String where, Function<String, Allowance> allowances) {
    var metrics = new PlaceMetrics(registry, where);
    var places = new Places(allowances, clock, calling, metrics);
    metrics.watch(places);
    return places;
  }
}
