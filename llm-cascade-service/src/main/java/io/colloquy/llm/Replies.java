package io.colloquy.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** How the paths that are for other services and for operators reply: in JSON. */
final class Replies {

  static void send(RoutingContext exchange, int code, String json) {
    var _ =
        exchange
            .response()
            .setStatusCode(code)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .end(json);
  }

  static void refuse(RoutingContext exchange, int code, String status, String message) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putObject("detail").put("status", status).put("message", message);
    send(exchange, code, Json.text(body));
  }

  private Replies() {}
}
