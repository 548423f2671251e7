package io.colloquy.conversation.auth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The tokens that are in use. However many calls want one at once, it is asked for once: shortly
 * before it expires, or when a server has refused it. Safe for many threads, which block.
 */
final class Tokens {

  /** A token that expires on its way is none. */
  private static final Duration EARLY = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final Source source;
  private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

  /** Gets a token; blocks. */
  @FunctionalInterface
  interface Source {
    Token token(Connection connection) throws NotAuthorized, InterruptedException;
  }

  /**
   * @param version of the connection that it was asked for with
   */
  private record Entry(UUID version, CompletableFuture<Token> token) {}

  Tokens(InstantSource clock, Source source) {
    this.clock = clock;
    this.source = source;
  }

  /**
   * @param refused a token that a server did not take; it is not given again
   * @param patience how long to wait for it
   */
  String of(Connection connection, Optional<String> refused, Duration patience)
      throws NotAuthorized, InterruptedException {
    var entry =
        entries.compute(
            connection.id(),
            (_, known) -> isGood(known, connection, refused) ? known : asked(connection));
    try {
      return entry.token().get(patience.toMillis(), TimeUnit.MILLISECONDS).value();
    } catch (TimeoutException e) {
      throw new NotAuthorized("No token was given in time.");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NotAuthorized failure
          ? new NotAuthorized(failure.getMessage())
          : new NotAuthorized("No token was given.");
    }
  }

  /** A connection that is authorized anew begins with this one. */
  void put(Connection connection, Token token) {
    entries.put(
        connection.id(), new Entry(connection.version(), CompletableFuture.completedFuture(token)));
  }

  private boolean isGood(Entry known, Connection connection, Optional<String> refused) {
    if (known == null || !known.version().equals(connection.version())) {
      return false;
    }
    if (!known.token().isDone()) {
      return true;
    }
    if (known.token().isCompletedExceptionally()) {
      return false;
    }
    var token = known.token().join();
    return refused.filter(token.value()::equals).isEmpty()
        && token.expiresAt().map(end -> clock.instant().isBefore(end.minus(EARLY))).orElse(true);
  }

  /** On a thread of its own: a call that ends meanwhile takes nothing from the others. */
  private Entry asked(Connection connection) {
    var token = new CompletableFuture<Token>();
    Thread.startVirtualThread(
        () -> {
          try {
            token.complete(source.token(connection));
          } catch (NotAuthorized | InterruptedException | RuntimeException e) {
            token.completeExceptionally(e);
          }
        });
    return new Entry(connection.version(), token);
  }
}
