package io.colloquy.gateway.rest;

import io.colloquy.contracts.Workspace;
import io.colloquy.gateway.socket.ConversationSocket;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The entry of every REST call: checks the key, answers what is the gateway's own, passes all else
 * on to the service that owns the path.
 */
@Singleton
public class Entry {

  private static final List<String> EVERYTHING =
      List.of("/v1/*", "/v2/*", "/oauth/*", DocumentDesk.PATH);

  private final Gate gate;
  private final WorkspaceDesk workspaces;
  private final UserDesk users;
  private final TicketDesk tickets;
  private final BrowserDoor browsers;
  private final DocumentDesk document;
  private final Routes routes;
  private final Forwarder forwarder;
  private final PublicAddress address;

  Entry(
      Vertx vertx,
      Gate gate,
      WorkspaceDesk workspaces,
      UserDesk users,
      TicketDesk tickets,
      BrowserDoor browsers,
      DocumentDesk document,
      PublicAddress address,
      EntrySettings settings,
      UpstreamSettings upstreams) {
    this.gate = gate;
    this.workspaces = workspaces;
    this.users = users;
    this.tickets = tickets;
    this.browsers = browsers;
    this.document = document;
    this.address = address;
    routes = new Routes(upstreams, settings);
    forwarder = new Forwarder(vertx, settings);
  }

  /** After the WebSocket, which leaves to us what is no handshake. Each step calls the next. */
  void routes(@Observes Router router) {
    EVERYTHING.forEach(path -> router.route(path).last().handler(this::enter));
    browsers.routesBeforeGate(router);
    document.routesBeforeGate(router);
    EVERYTHING.forEach(path -> router.route(path).last().handler(gate::check));
    workspaces.routes(router);
    users.routes(router);
    tickets.routes(router);
    browsers.routesBehindGate(router);
    document.routes(router);
    EVERYTHING.forEach(path -> router.route(path).last().handler(this::passOn));
    router.route().last().handler(Problem.NOT_FOUND::refuse);
  }

  private void enter(RoutingContext exchange) {
    exchange.response().putHeader(RequestId.HEADER, RequestId.of(exchange.request()));
    CrossOrigin.allow(exchange);
    if (CrossOrigin.isPreflight(exchange)) {
      CrossOrigin.answerPreflight(exchange);
    } else if (exchange.normalizedPath().equals(ConversationSocket.PATH)) {
      Problem.UPGRADE_REQUIRED.refuse(exchange);
    } else {
      exchange.next();
    }
  }

  private void passOn(RoutingContext exchange) {
    routes
        .find(exchange.normalizedPath())
        .ifPresentOrElse(
            route -> forwarder.forward(exchange, route, headers(exchange)),
            () -> Problem.NOT_FOUND.refuse(exchange));
  }

  private Map<String, String> headers(RoutingContext exchange) {
    Map<String, String> headers = new HashMap<>();
    headers.put(RequestId.HEADER, exchange.response().headers().get(RequestId.HEADER));
    var request = exchange.request();
    headers.put("x-forwarded-proto", address.tls(request) ? "https" : "http");
    headers.put("x-forwarded-host", address.authority(request));
    Gate.workspace(exchange).ifPresent(workspace -> headers.put(Workspace.HEADER, workspace));
    return headers;
  }
}
