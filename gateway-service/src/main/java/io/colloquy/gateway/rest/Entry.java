package io.colloquy.gateway.rest;

import io.colloquy.gateway.access.ApiKeys;
import io.colloquy.gateway.access.Credentials;
import io.colloquy.gateway.socket.ConversationSocket;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The entry of every REST call: checks the key, finds the service, passes the call on. */
@Singleton
public class Entry {

  private static final Logger LOG = Logger.getLogger(Entry.class);

  private final ApiKeys keys;
  private final Forwarder forwarder;
  private final List<Upstream> upstreams;

  Entry(
      Vertx vertx,
      ApiKeys keys,
      EntrySettings settings,
      @ConfigProperty(name = "colloquy.upstream.conversation") String conversation,
      @ConfigProperty(name = "colloquy.upstream.analysis") String analysis) {
    this.keys = keys;
    forwarder = new Forwarder(vertx, settings);
    upstreams =
        List.of(
            Upstream.of("/v1/convai/agents", conversation),
            Upstream.of("/v1/convai/conversations", analysis));
  }

  void routes(@Observes Router router) {
    // After the WebSocket, which leaves to us what is no handshake.
    router.route("/v1/*").last().handler(this::enter);
    router.route().last().handler(exchange -> Problem.NOT_FOUND.answer(exchange.response()));
  }

  private void enter(RoutingContext exchange) {
    var requestId = RequestId.of(exchange.request());
    exchange.response().putHeader(RequestId.HEADER, requestId);
    CrossOrigin.allow(exchange);
    if (CrossOrigin.isPreflight(exchange)) {
      CrossOrigin.answerPreflight(exchange);
    } else if (exchange.normalizedPath().equals(ConversationSocket.PATH)) {
      Problem.UPGRADE_REQUIRED.answer(exchange.response());
    } else {
      authenticate(exchange, requestId);
    }
  }

  private void authenticate(RoutingContext exchange, String requestId) {
    var key = Credentials.ofRequest(exchange.request()::getHeader);
    if (key.isEmpty()) {
      Problem.INVALID_API_KEY.answer(exchange.response());
      return;
    }
    exchange.request().pause();
    Context loop = Vertx.currentContext();
    keys.isValid(key.get())
        .whenComplete(
            (valid, failure) ->
                loop.runOnContext(_ -> authenticated(exchange, requestId, valid, failure)));
  }

  private void authenticated(
      RoutingContext exchange, String requestId, Boolean valid, Throwable failure) {
    if (failure != null) {
      LOG.warnf("an API key could not be checked: %s", failure.toString());
      refuse(exchange, Problem.UNAVAILABLE);
    } else if (!valid) {
      refuse(exchange, Problem.INVALID_API_KEY);
    } else {
      upstreams.stream()
          .filter(upstream -> upstream.answers(exchange.normalizedPath()))
          .findFirst()
          .ifPresentOrElse(
              upstream -> forwarder.forward(exchange, upstream, requestId),
              () -> refuse(exchange, Problem.NOT_FOUND));
    }
  }

  private static void refuse(RoutingContext exchange, Problem problem) {
    exchange.request().resume();
    problem.answer(exchange.response());
  }
}
