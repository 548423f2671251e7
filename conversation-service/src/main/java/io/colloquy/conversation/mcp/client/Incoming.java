package io.colloquy.conversation.mcp.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the body of a response, no further than is allowed. */
final class Incoming {

  /** The whole body. */
  static Future<Buffer> whole(HttpClientResponse response, int mostBytes) {
    Promise<Buffer> whole = Promise.promise();
    var body = Buffer.buffer();
    read(response, new AtomicInteger(mostBytes), mostBytes, body::appendBuffer, whole::tryFail);
    response.endHandler(_ -> whole.tryComplete(body));
    response.resume();
    return whole.future();
  }

  /** The first outcome that an event has. The stream stays open. */
  static <T> Future<T> first(
      HttpClientResponse response,
      int mostBytes,
      Function<EventParser.Event, Optional<T>> outcome) {
    Promise<T> first = Promise.promise();
    events(
        response,
        mostBytes,
        event -> outcome.apply(event).ifPresent(first::tryComplete),
        first::tryFail);
    return first.future();
  }

  /**
   * Every event of a stream, however long it goes on; only one event is no longer than allowed.
   *
   * @param end why there are no more, also if the server ended the stream
   */
  static void events(
      HttpClientResponse response,
      int mostBytes,
      Consumer<EventParser.Event> event,
      Consumer<Throwable> end) {
    var parser = new EventParser();
    var left = new AtomicInteger(mostBytes);
    read(
        response,
        left,
        mostBytes,
        part -> {
          try {
            var complete = parser.feed(part.getBytes());
            if (!complete.isEmpty()) {
              left.set(mostBytes);
            }
            complete.forEach(event);
          } catch (McpFailure failure) {
            end.accept(failure);
          }
        },
        end);
    response.endHandler(
        _ -> end.accept(new McpFailure("The MCP server ended the stream too early.")));
    response.resume();
  }

  private static void read(
      HttpClientResponse response,
      AtomicInteger left,
      int mostBytes,
      Consumer<Buffer> part,
      Consumer<Throwable> failure) {
    response.exceptionHandler(failure::accept);
    response.handler(
        buffer -> {
          if (left.addAndGet(-buffer.length()) >= 0) {
            part.accept(buffer);
          } else {
            failure.accept(
                new McpFailure(
                    "The MCP server sent more than %d bytes at once.".formatted(mostBytes)));
            Http.drop(response);
          }
        });
  }

  /**
   * The response to a request among what a server sends; empty if this is another message.
   *
   * @throws McpFailure if it is not JSON
   */
  static Optional<ObjectNode> response(byte[] json, long id) {
    try {
      var tree = Json.MAPPER.readTree(json);
      var messages = tree.isArray() ? tree : Json.MAPPER.createArrayNode().add(tree);
      for (var message : messages) {
        if (message instanceof ObjectNode object
            && object.path("id").asLong(-1) == id
            && !object.has("method")) {
          return Optional.of(object);
        }
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new McpFailure("The MCP server sent something that is not JSON.");
    } catch (IOException e) {
      throw new McpFailure("The MCP server sent something that is not text.");
    }
  }

  private Incoming() {}
}
