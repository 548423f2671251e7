package io.colloquy.llm.cascade;

import io.colloquy.contracts.llm.Terms;
import java.util.List;

/**
 * Which models may answer, the preferred first, what is known of them, and who waits.
 *
 * @param routes at least one
 */
public record Plan(List<Route> routes, Health health, Terms terms) {

  public Plan {
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("a plan without a model");
    }
    routes = List.copyOf(routes);
  }

  /** For a call. */
  public Plan(List<Route> routes, Health health) {
    this(routes, health, Terms.USUAL);
  }

  /** This model and no other, asked again where it fails. */
  public static Plan only(Route route, Terms terms) {
    return new Plan(List.of(route), Health.UNKNOWN, terms);
  }
}
