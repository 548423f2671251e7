package io.colloquy.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Reads the JSON object that is the body of a request to the gateway itself. */
final class SmallBody {

  /** Bytes. */
  private static final int LIMIT = 64 * 1024;

  /**
   * Goes on with the object, or answers why there is none.
   *
   * @param exchange its request is paused
   */
  static void read(RoutingContext exchange, Consumer<ObjectNode> then) {
    collect(exchange.request())
        .onSuccess(body -> parse(exchange, body, then))
        .onFailure(_ -> Problem.TOO_LARGE.refuse(exchange));
  }

  private static Future<Buffer> collect(HttpServerRequest request) {
    Promise<Buffer> whole = Promise.promise();
    var body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() > LIMIT) {
            whole.tryFail(new BoundedBody.TooLarge());
          } else {
            body.appendBuffer(chunk);
          }
        });
    request.exceptionHandler(whole::tryFail);
    request.endHandler(_ -> whole.tryComplete(body));
    request.resume();
    return whole.future();
  }

  private static void parse(RoutingContext exchange, Buffer body, Consumer<ObjectNode> then) {
    switch (tree(body)) {
      case null -> flaw("JSON decode error", "json_invalid").refuse(exchange);
      case ObjectNode object -> then.accept(object);
      default ->
          flaw("Input should be a valid dictionary", "model_attributes_type").refuse(exchange);
    }
  }

  private static JsonNode tree(Buffer body) {
    try {
      return Json.MAPPER.readTree(body.getBytes());
    } catch (IOException e) {
      return null;
    }
  }

  private static Answers.Flaw flaw(String msg, String type) {
    return new Answers.Flaw(List.of("body"), msg, type);
  }

  private SmallBody() {}
}
