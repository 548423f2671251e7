package io.colloquy.conversation.outgoing;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One request and its answer. */
final class Exchange {

  private final int mostBytes;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();

  Exchange(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  CompletableFuture<Answer> answer() {
    return answer;
  }

  void fail(Throwable cause) {
    answer.completeExceptionally(cause);
  }

  void begin(HttpClientRequest request, Optional<String> body) {
    // A connection that came too late for whoever waited, or one that is not wanted any more.
    var _ = answer.whenComplete((whole, _) -> resetUnlessRead(request, whole));
    if (answer.isDone()) {
      return;
    }
    request.exceptionHandler(this::fail);
    request.response().onSuccess(this::read).onFailure(this::fail);
    if (body.isPresent()) {
      var _ = request.end(Buffer.buffer(body.get()));
    } else {
      if (!request.getMethod().name().matches("GET|DELETE|HEAD")) {
        request.putHeader("content-length", "0");
      }
      var _ = request.end();
    }
  }

  private static void resetUnlessRead(HttpClientRequest request, Answer whole) {
    if (whole == null || whole.isCut()) {
      request.reset();
    }
  }

  private void read(HttpClientResponse response) {
    var body = Buffer.buffer();
    response.exceptionHandler(this::fail);
    response.handler(
        part -> {
          int room = mostBytes - body.length();
          body.appendBuffer(part, 0, Math.min(room, part.length()));
          if (part.length() > room) {
            answer.complete(answer(response, body, true));
          }
        });
    response.endHandler(_ -> answer.complete(answer(response, body, false)));
  }

  private static Answer answer(HttpClientResponse response, Buffer body, boolean isCut) {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .forEach(
            header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    var reason = Optional.ofNullable(response.statusMessage()).orElse("");
    return new Answer(response.statusCode(), reason, headers, body.getBytes(), isCut);
  }

  /** Nobody waits any more. */
  void end() {
    answer.cancel(false);
  }
}
