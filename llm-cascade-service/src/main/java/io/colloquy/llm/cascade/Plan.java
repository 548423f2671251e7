package io.colloquy.llm.cascade;

import java.util.List;

/**
 * Which models may answer, the preferred first, and what is known of them.
 *
 * @param routes at least one
 */
public record Plan(List<Route> routes, Health health) {

  public Plan {
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("a plan without a model");
    }
    routes = List.copyOf(routes);
  }

  /** This model and no other, asked again where it fails. */
  public static Plan only(Route route) {
    return new Plan(List.of(route), Health.UNKNOWN);
  }
}
