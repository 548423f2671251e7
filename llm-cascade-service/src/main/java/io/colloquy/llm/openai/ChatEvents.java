package io.colloquy.llm.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.colloquy.contracts.Json;
import java.io.EOFException;

/**
 * Watches the events of a chat completion for what the library does not see: an error inside a
 * stream that began well, and a stream that ends before the answer does.
 */
final class ChatEvents implements ServerSentEventListener {

  /** An error that the provider reported in the middle of a stream, as the provider shaped it. */
  static final class ReportedInStream extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReportedInStream(String body) {
      super(body);
    }
  }

  private final ServerSentEventListener listener;
  private boolean complete;
  private boolean failed;

  ChatEvents(ServerSentEventListener listener) {
    this.listener = listener;
  }

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    listener.onOpen(response);
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    if (failed) {
      return;
    }
    if (event.data().equals("[DONE]")) {
      complete = true;
      return;
    }
    var chunk = read(event.data());
    if (chunk.isMissingNode() || chunk.has("error") || "error".equals(event.event())) {
      context.parsingHandle().cancel();
      onError(new ReportedInStream(event.data()));
      return;
    }
    complete |= chunk.path("choices").path(0).path("finish_reason").isTextual();
    listener.onEvent(event, context);
  }

  @Override
  public void onError(Throwable failure) {
    if (!failed) {
      failed = true;
      listener.onError(failure);
    }
  }

  /** To be called when there are no more events. */
  void streamEnded() {
    if (failed) {
      return;
    }
    if (complete) {
      listener.onClose();
    } else {
      onError(new EOFException("the stream ended in the middle of the answer"));
    }
  }

  /** Missing where the provider sent something that is no JSON. */
  private static JsonNode read(String data) {
    try {
      return Json.MAPPER.readTree(data);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
