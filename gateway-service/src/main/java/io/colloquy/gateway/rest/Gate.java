package io.colloquy.gateway.rest;

import io.colloquy.gateway.access.ApiKeys;
import io.colloquy.gateway.access.Credentials;
import io.colloquy.gateway.access.KeyHolder;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Lets nobody by without a valid key. Behind it the request is paused and its holder known. */
@Singleton
class Gate {

  private static final String HOLDER = "colloquy.holder";

  private final ApiKeys keys;

  Gate(ApiKeys keys) {
    this.keys = keys;
  }

  /** Whose key came with the request. */
  static Optional<KeyHolder> holder(RoutingContext exchange) {
    return Optional.ofNullable(exchange.get(HOLDER));
  }

  void check(RoutingContext exchange) {
    var key = Credentials.ofRequest(exchange.request()::getHeader);
    if (key.isEmpty()) {
      Problem.INVALID_API_KEY.refuse(exchange);
      return;
    }
    exchange.request().pause();
    Answers.whenKnown(exchange, keys.holderOf(key.get()), holder -> checked(exchange, holder));
  }

  private static void checked(RoutingContext exchange, Optional<KeyHolder> holder) {
    holder.ifPresentOrElse(
        found -> exchange.put(HOLDER, found).next(),
        () -> Problem.INVALID_API_KEY.refuse(exchange));
  }
}
