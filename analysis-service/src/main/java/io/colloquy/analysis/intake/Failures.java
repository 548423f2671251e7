package io.colloquy.analysis.intake;

import io.vertx.pgclient.PgException;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells failures that pass from failures that stay. */
final class Failures {

  private static final String DATA_EXCEPTIONS = "22";
  private static final String INTEGRITY_VIOLATIONS = "23";
  private static final String LIMITS_EXCEEDED = "54";

  /** Two wrote the same at the same time; the next attempt finds it there. */
  private static final String UNIQUE_VIOLATION = "23505";

  /**
   * True for what the database refuses because of the data itself. All else, known or not, may be
   * gone at the next attempt: no connection, a restart, a full disk, a read-only replica.
   */
  static boolean isFinal(Throwable failure) {
    return sqlState(failure)
        .filter(
            state ->
                state.startsWith(DATA_EXCEPTIONS)
                    || state.startsWith(LIMITS_EXCEEDED)
                    || (state.startsWith(INTEGRITY_VIOLATIONS) && !state.equals(UNIQUE_VIOLATION)))
        .isPresent();
  }

  /** For the log. A database's message may quote the data, its state does not. */
  static String brief(Throwable failure) {
    var root = causes(failure).reduce((outer, inner) -> inner).orElse(failure);
    return root.getClass().getSimpleName() + sqlState(failure).map(state -> " " + state).orElse("");
  }

  private static Optional<String> sqlState(Throwable failure) {
    return causes(failure)
        .filter(PgException.class::isInstance)
        .map(cause -> ((PgException) cause).getSqlState())
        .findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
  }

  private Failures() {}
}
