package io.colloquy.gateway.rest;

import io.colloquy.gateway.access.ApiKeys;
import io.colloquy.gateway.access.Credentials;
import io.colloquy.gateway.access.KeyHolder;
import io.colloquy.gateway.limit.RateLimits;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets nobody by without a valid key, but where the path was opened for browsers, and nobody too
 * often. Behind it the request is paused, and whose it is, is known.
 */
@Singleton
class Gate {

  private static final String HOLDER = "colloquy.holder";
  private static final String WORKSPACE = "colloquy.workspace";
  private static final String OPEN = "colloquy.open";

  private final ApiKeys keys;
  private final RateLimits limits;

  Gate(ApiKeys keys, RateLimits limits) {
    this.keys = keys;
    this.limits = limits;
  }

  /**
   * Before the gate: this request needs no key. One that comes with it must be valid all the same.
   */
  static void leaveOpen(RoutingContext exchange) {
    exchange.put(OPEN, true).next();
  }

  /** Whose key came with the request. */
  static Optional<KeyHolder> holder(RoutingContext exchange) {
    return Optional.ofNullable(exchange.get(HOLDER));
  }

  /** To which workspace the request goes. */
  static Optional<String> workspace(RoutingContext exchange) {
    return holder(exchange)
        .map(KeyHolder::workspace)
        .or(() -> Optional.ofNullable(exchange.get(WORKSPACE)));
  }

  /** Goes on, without a key, with the things of this workspace. */
  static void enter(RoutingContext exchange, String workspace) {
    exchange.put(WORKSPACE, workspace).next();
  }

  void check(RoutingContext exchange) {
    exchange.request().pause();
    Credentials.ofRequest(exchange.request()::getHeader)
        .ifPresentOrElse(key -> check(exchange, key), () -> checkOpen(exchange));
  }

  private void checkOpen(RoutingContext exchange) {
    if (exchange.get(OPEN) == null) {
      Problem.INVALID_API_KEY.refuse(exchange);
    } else {
      goOn(exchange, limits.countAddress(exchange.request()));
    }
  }

  /** A key that is not remembered costs a look-up, so that trying out keys is limited. */
  private void check(RoutingContext exchange, String key) {
    var wait = keys.remembers(key) ? Duration.ZERO : limits.countAddress(exchange.request());
    if (wait.isZero()) {
      Answers.whenKnown(exchange, keys.holderOf(key), holder -> checked(exchange, holder));
    } else {
      Problem.tooMany(exchange, wait);
    }
  }

  private void checked(RoutingContext exchange, Optional<KeyHolder> holder) {
    if (holder.isEmpty()) {
      Problem.INVALID_API_KEY.refuse(exchange);
    } else {
      exchange.put(HOLDER, holder.get());
      goOn(exchange, limits.countKey(holder.get().keyId()));
    }
  }

  private static void goOn(RoutingContext exchange, Duration wait) {
    if (wait.isZero()) {
      exchange.next();
    } else {
      Problem.tooMany(exchange, wait);
    }
  }
}
