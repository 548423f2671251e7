package io.colloquy.gateway.rest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code GET /openapi.json}: what this installation offers, for everybody. */
@Singleton
class DocumentDesk {

  static final String PATH = "/openapi.json";

  private final Buffer document;

  DocumentDesk() {
    try (var file = DocumentDesk.class.getResourceAsStream("openapi.json")) {
      document = Buffer.buffer(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.json is not in the jar", e);
    }
  }

  void routesBeforeGate(Router router) {
    router.get(PATH).last().handler(Gate::leaveOpen);
  }

  void routes(Router router) {
    router.get(PATH).last().handler(this::answer);
  }

  private void answer(RoutingContext exchange) {
    exchange.request().resume();
    var _ =
        exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(document);
  }
}
