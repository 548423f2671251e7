package io.colloquy.analysis.api;

import io.colloquy.rest.Refusal;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** What is answered while the history cannot be read. */
public final class Availability {

  private static final Logger LOG = Logger.getLogger(Availability.class);

  /** What the history fails with is its database being away. */
  public static <T> Uni<T> required(Uni<T> answer) {
    return answer
        .onFailure()
        .transform(
            failure -> {
              LOG.error("the history cannot be read", failure);
              return Refusal.unavailable("history");
            });
  }

  private Availability() {}
}
